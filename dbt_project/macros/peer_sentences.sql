{#- How far a rate is from its peers and on what basis, in words; expects the columns of model `peers` before its sentences. -#}
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
            || '依据：' || coalesce(basis_zh, '口径一致，未作折算')
    end
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
            || '. Basis: ' || coalesce(basis_en, 'stated alike, nothing converted')
    end
{%- endmacro %}
