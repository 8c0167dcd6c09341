{% set cost = stated('target', table='total_costs') %}

with indicators as (
    select * from {{ ref('int_indicators_canonical') }}
),

projects as (
    select * from {{ ref('int_project_budgets_compared') }}
),

total_costs as (
    select
        *,
        row_number() over (
            partition by project_id
            order by role = 'sum_of_money', {{ horizon_ordinal('horizon') }}, row_ordinal
        ) as cost_ordinal
    from indicators
    where role in ('total_cost', 'sum_of_money')
),

judged as (
    select
        projects.project_id,
        projects.document_id,
        projects.budget_yuan,
        {{ as_columns(cost, 'computed', 'yuan') }},
        total_costs.indicator_name,
        case
            when projects.budget_yuan is null then 'not_checkable'
            when {{ is_hit('high', cost, 'projects.budget_yuan') }} then 'exact'
            when {{ is_hit('low', cost, 'projects.budget_yuan') }} and total_costs.target_high is null then 'exact'
            -- a sum that is not the budget may be a part's
            when total_costs.role = 'sum_of_money' then 'not_checkable'
            when projects.budget_yuan - total_costs.target_high > projects.rounding_yuan then 'contradicts'
            when total_costs.target_low - projects.budget_yuan > projects.rounding_yuan then 'contradicts'
            else 'within_bounds'
        end as verdict
    from total_costs
    inner join projects
        on total_costs.project_id = projects.project_id
    where total_costs.cost_ordinal = 1
)

select
    project_id,
    document_id,
    'total_cost_to_budget' as check_name,
    {{ as_columns(interval('computed', 'yuan'), 'computed', 'yuan') }},
    budget_yuan,
    verdict,
    case
        when verdict = 'not_checkable' then if(budget_yuan is null, 'no_budget', 'may_be_a_part')
    end as not_checkable_reason,
    indicator_name || ' ' || {{ bounds_text(interval('computed', 'yuan')) }} || '元' || case verdict
        when 'exact' then ' = 预算 '
        when 'contradicts' then ' ≠ 预算 '
        else '，预算 '
    end || coalesce({{ plain_number('budget_yuan') }} || '元', '未列') as arithmetic_text,
    {{ flags_with('cast([] as varchar [])', {'total_cost_differs': "verdict = 'contradicts'"}) }} as flags
from judged
