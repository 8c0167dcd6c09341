{% set paid, ruled = interval('paid', 'yuan'), interval('ruled', 'yuan') %}

with on_one_footing as (
    select * from {{ ref('int_rules_bound') }}
),

compared as (
    select
        *,
        {% for name, ends in {'paid': '', 'ruled': 'rule_'}.items() %}
            {% for end in ('low', 'high') %}
                case
                    when footing = 'annual' then {{ ends }}annual_{{ end }}_yuan
                    else {{ ends }}amount_{{ end }}_yuan
                end as {{ name }}_{{ end }}_yuan,
                is_{{ ends }}amount_{{ end }}_open as is_{{ name }}_{{ end }}_open,
            {% endfor %}
        {% endfor %}
        footing in ('annual', 'printed') as is_on_one_footing,
        -- what a sum leaves a head is a mean: inside bounds it proves nothing of one head, outside them it does
        subject_kind != 'declared' as is_mean
    from on_one_footing
),

judged as (
    select
        *,
        case
            when not is_on_one_footing then 'not_checkable'
            when {{ is_within(paid, ruled) }} then if(is_mean, 'mean_within', 'within')
            when {{ is_below(paid, ruled) }} then if(is_mean, 'at_least_one_below', 'below')
            when {{ is_below(ruled, paid) }} then if(is_mean, 'at_least_one_above', 'above')
            else 'not_checkable'
        end as verdict
    from compared
)

select
    {{ stable_id(['subject_kind', 'subject_id', 'rule_id']) }} as rule_test_id,
    subject_kind,
    case when subject_kind != 'implied_by_budget' then subject_id end as aid_standard_id,
    rule_id,
    binds_by,
    rule_level,
    document_id,
    project_id,
    city_id,
    fiscal_year,
    aid_type_id,
    recipient_id,
    evidence_grade,
    verdict,
    case
        when verdict = 'not_checkable' then if(is_on_one_footing, 'bounds_overlap', footing)
    end as not_checkable_reason,
    case when is_on_one_footing then paid_low_yuan end as paid_low_yuan,
    case when is_on_one_footing then paid_high_yuan end as paid_high_yuan,
    case when is_on_one_footing then ruled_low_yuan end as ruled_low_yuan,
    case when is_on_one_footing then ruled_high_yuan end as ruled_high_yuan,
    case footing when 'annual' then '元/' || rule_per || '/年' when 'printed' then '元/' || rule_per end as measure,
    subject_text,
    rule_amount_text,
    rule_qualifier_text,
    rule_text,
    case
        when is_on_one_footing
            then
                if(is_mean, '平均 ', '') || {{ bounds_text(paid) }} || case verdict
                    when 'within' then '，在规定的 '
                    when 'mean_within' then '，在规定的 '
                    when 'below' then '，低于规定的 '
                    when 'at_least_one_below' then '，低于规定的 '
                    when 'above' then '，高于规定的 '
                    when 'at_least_one_above' then '，高于规定的 '
                    else '，与规定有交叠而不能断定：'
                end || {{ bounds_text(ruled) }} || ' 元/' || rule_per || if(footing = 'annual', '/年', '')
                || case verdict
                    when 'within' then ' 之内'
                    when 'mean_within' then ' 之内；仅为平均数，不能证明每一份都在规定之内'
                    when 'at_least_one_below' then '：至少有一份低于规定'
                    when 'at_least_one_above' then '：至少有一份高于规定'
                    else ''
                end
        when footing = 'not_in_yuan' then '标准未以元表示'
        when footing = 'own_contribution' then '由领取人本人缴纳，不受发放标准约束'
        when footing = 'per_differs' then '计发单位不同：' || coalesce(per, '未注明') || '与' || coalesce(rule_per, '未注明')
        else '一方未注明发放周期'
    end as arithmetic_text
from judged
