with costs as (
    select * from {{ ref('int_costs_summed') }}
),

means as (
    select * from {{ ref('int_head_means_derived') }}
),

stated as (
    select
        project_id,
        bool_or(is_symbolic) as has_symbolic
    from {{ ref('int_rates_annualised') }}
    where scope = 'project' and aid_type_id != 'other_payment' and project_id is not null
    group by project_id
),

tried as (
    select
        costs.*,
        stated.project_id is null as has_no_rate,
        coalesce(stated.has_symbolic, false) as has_symbolic,
        {{ verdict(interval('computed', 'yuan', 'costs'), 'costs.budget_yuan', 'costs.rounding_yuan') }}
            as tried_verdict,
        coalesce(
            '；' || means.derivation_text, ''
        ) as mean_text
    from costs
    left join means
        on costs.project_id = means.project_id
    left join stated
        on costs.project_id = stated.project_id
),

-- where people may be counted twice only that is said which holds either way: too much for the largest count
-- alone, too little for all of them
judged as (
    select
        *,
        tried_verdict in ('exact', 'within_bounds') and coalesce(is_overlap_possible, false) as is_overlap_decisive,
        if(is_overlap_decisive, 'not_checkable', tried_verdict) as verdict
    from tried
)

select
    project_id,
    document_id,
    'rates_to_budget' as check_name,
    {{ as_columns(interval('computed', 'yuan'), 'computed', 'yuan') }},
    budget_yuan,
    verdict,
    case
        when verdict != 'not_checkable' then null
        when has_no_rate then 'no_rate'
        when has_symbolic then 'not_in_yuan'
        when budget_yuan is null then 'no_budget'
        when not is_matched then 'heads_not_matched'
        when is_overlap_decisive then 'heads_may_overlap'
        else 'only_one_bound'
    end as not_checkable_reason,
    case
        when verdict != 'not_checkable'
            then
                {{ verdict_text('terms_text', interval('computed', 'yuan'), 'budget_yuan', 'verdict', '预算') }}
                || coalesce(
                    '；其中领取 ' || {{ plain_number('high_rate_yuan') }} || '元者至多 '
                    || {{ plain_number('most_at_high_rate') }} || '人',
                    ''
                )
        when has_no_rate then '未列标准' || mean_text
        when has_symbolic then '标准未以元表示' || mean_text
        when budget_yuan is null then '未列预算'
        when not is_matched then '标准没有对应的人数' || mean_text
        when is_overlap_decisive
            then
                '所计人数可能有重叠，不能相加：' || terms_text || ' = ' || {{ bounds_text(interval('computed', 'yuan')) }} || '元，预算 '
                || {{ plain_number('budget_yuan') }} || '元'
        else '标准与人数只有单边界限，无法比较' || mean_text
    end as arithmetic_text,
    {{ flags_with('cast([] as varchar [])', {
        'rates_contradicted': "verdict = 'contradicts'",
        'no_rate_stated': 'has_no_rate',
        'rate_not_in_yuan': 'has_symbolic',
        'heads_not_matched': 'has_terms and not is_matched'
    }) }} as flags
from judged
