{#- How far a rate is from its peers and on what basis, in words; expects the columns of model `int_peers_worded`. -#}
{% macro peer_sentence_zh() -%}
    case verdict
        when 'not_comparable' then '不可比——' || reason_zh
        when 'superseded' then '该市其后年度另有标准，以最近年度作比较'
        when 'only_bounds' then '只有界限，没有可与中位数相比的数'
        when 'too_few' then '可比的其他城市只有' || n_peer_cities || '个（至少' || {{ var('peers_needed') }} || '个），过少，不作比较'
        else
            '每年' || {{ plain_number('annual_high_yuan') }} || '元，'
            || case
                when distance_yuan = 0 then '等于其他' || n_peer_cities || '个可比城市的中位数'
                else
                    case when distance_yuan > 0 then '高于' else '低于' end || '其他' || n_peer_cities || '个可比城市的中位数'
                    || {{ plain_number('median_yuan') }} || '元，相差' || {{ plain_number('abs(distance_yuan)') }} || '元'
                    || coalesce('（' || round(abs(distance_pct), 1) || '%）', '')
            end
            || '；四分位为' || {{ plain_number('first_quartile_yuan') }} || '–' || {{ plain_number('third_quartile_yuan') }} || '元。'
            || '依据：' || {{ peer_basis_zh() }}
    end
{%- endmacro %}

{% macro peer_basis_zh() -%}
    concat_ws(
        '；',
        '其他城市' || {{ years_text('first_peer_year', 'last_peer_year') }} || '年的标准',
        coalesce('同为' || comparable_rank, '对象同为' || recipient),
        coalesce('同由' || payer || '支付', '均未注明支付方'),
        case when has_joined_standards then '一城有几个可比标准的取其中位数' end,
        coalesce(conversions_zh, '口径一致，未作折算')
    )
{%- endmacro %}

{% macro peer_sentence_en() -%}
    case verdict
        when 'not_comparable' then 'not comparable - ' || reason_en
        when 'superseded' then 'the city states this aid for a later year, which is compared'
        when 'only_bounds' then 'bounds only, no number to hold against a median'
        when 'too_few'
            then
                'too few to compare (' || n_peer_cities || ' other comparable '
                || case when n_peer_cities = 1 then 'city' else 'cities' end || ', {{ var('peers_needed') }} needed)'
        else
            {{ plain_number('annual_high_yuan') }} || ' yuan a year, '
            || case
                when distance_yuan = 0 then 'equal to the median of ' || n_peer_cities || ' other comparable cities'
                else
                    {{ plain_number('abs(distance_yuan)') }} || ' yuan'
                    || coalesce(' (' || round(abs(distance_pct), 1) || ' %)', '')
                    || case when distance_yuan > 0 then ' above' else ' below' end
                    || ' the median ' || {{ plain_number('median_yuan') }} || ' of '
                    || n_peer_cities || ' other comparable cities'
            end
            || '; quartiles ' || {{ plain_number('first_quartile_yuan') }} || '–' || {{ plain_number('third_quartile_yuan') }}
            || '. Basis: ' || {{ peer_basis_en() }}
    end
{%- endmacro %}

{% macro peer_basis_en() -%}
    concat_ws(
        '; ',
        'what the other cities state for ' || {{ years_text('first_peer_year', 'last_peer_year') }},
        coalesce('the same rank, ' || lower(comparable_rank_en), 'the same recipient, ' || lower(recipient_en)),
        coalesce('the same payer, ' || lower(payer_en), 'none states who pays'),
        case when has_joined_standards then 'the median of a city with several comparable standards' end,
        coalesce(conversions_en, 'stated alike, nothing converted')
    )
{%- endmacro %}

{#- 2024, or 2023–2024. -#}
{% macro years_text(first_year, last_year) -%}
    concat_ws('–', {{ first_year }}, nullif({{ last_year }}, {{ first_year }}))
{%- endmacro %}
