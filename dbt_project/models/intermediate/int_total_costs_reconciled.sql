{% set cost = stated('target', table='costs') %}

with indicators as (
    select * from {{ ref('int_indicators_canonical') }}
),

projects as (
    select * from {{ ref('int_project_budgets_compared') }}
),

-- ≤100万 without 元 is money where its name says it is a cost; a bare number is not
costs as (
    select * from indicators
    where
        role = 'sum_of_money'
        or (
            role = 'total_cost'
            and (quantity_kind = 'money' or (measure is null and {{ is_matched('target_text', "'[万亿]'") }}))
        )
),

tried as (
    select
        projects.project_id,
        projects.document_id,
        projects.budget_yuan,
        costs.indicator_name,
        costs.horizon,
        costs.row_ordinal,
        costs.role = 'sum_of_money' as is_maybe_a_part,
        {{ as_columns(cost, 'computed', 'yuan') }},
        case
            when projects.budget_yuan is null then 'no_budget'
            when {{ is_hit('high', cost, 'projects.budget_yuan') }} then 'exact'
            when {{ is_hit('low', cost, 'projects.budget_yuan') }} and costs.target_high is null then 'exact'
            when costs.role = 'sum_of_money' then 'may_be_a_part'
            when costs.horizon != projects.horizon then 'horizon_differs'
            when {{ is_missed('high', cost, 'projects.budget_yuan') }} then 'gap'
            when {{ is_missed('low', cost, 'projects.budget_yuan') }} then 'contradicts'
            when projects.budget_yuan - costs.target_high > projects.rounding_yuan then 'contradicts'
            when costs.target_low - projects.budget_yuan > projects.rounding_yuan then 'contradicts'
            else 'within_bounds'
        end as finding
    from costs
    inner join projects
        on costs.project_id = projects.project_id
),

-- a total cost goes before sums that may be a part, of which one that is the budget goes before the others
judged as (
    select
        *,
        if(finding in ('no_budget', 'may_be_a_part', 'horizon_differs'), 'not_checkable', finding) as verdict
    from tried
    qualify
        row_number() over (
            partition by project_id
            order by
                is_maybe_a_part, is_maybe_a_part and finding != 'exact', {{ horizon_ordinal('horizon') }}, row_ordinal
        ) = 1
)

select
    project_id,
    document_id,
    'total_cost_to_budget' as check_name,
    {{ as_columns(interval('computed', 'yuan'), 'computed', 'yuan') }},
    budget_yuan,
    verdict,
    if(verdict = 'not_checkable', finding, null) as not_checkable_reason,
    indicator_name || ' ' || {{ bounds_text(interval('computed', 'yuan')) }} || '元' || case verdict
        when 'exact' then ' = 预算 '
        when 'contradicts' then ' ≠ 预算 '
        when 'gap' then '，不到预算 '
        else '，预算 '
    end || coalesce({{ plain_number('budget_yuan') }} || '元', '未列') as arithmetic_text,
    {{ flags_with('cast([] as varchar [])', {'total_cost_differs': "verdict = 'contradicts'"}) }} as flags
from judged
