with sums as (
    select * from {{ ref('int_text_sums_read') }}
),

projects as (
    select * from {{ ref('int_project_budgets_compared') }}
),

budgets as (
    select * from {{ ref('int_budgets_chosen') }}
),

-- a goal is held against the budget of its own horizon, all else against the one the project's figures are held against
beside as (
    select
        sums.*,
        projects.document_id,
        projects.rounding_yuan,
        coalesce(budgets.budget_yuan, projects.budget_yuan) as budget_yuan,
        coalesce(budgets.fiscal_yuan, projects.budget_yuan) as fiscal_yuan,
        coalesce(sums.horizon, projects.horizon) = coalesce(budgets.horizon, projects.horizon) as is_same_horizon
    from sums
    inner join projects
        on sums.project_id = projects.project_id
    left join budgets
        on sums.project_id = budgets.project_id and coalesce(sums.horizon, projects.horizon) = budgets.horizon
),

-- only one sum that is said to be the project's own, in a goal, can contradict; a smaller one only where said to be all
judged as (
    select
        *,
        count(distinct sum_yuan) filter (where role in ('total', 'sum'))
            over (partition by project_id) as own_sum_count,
        case
            when budget_yuan is null then 'no_budget'
            when abs(sum_yuan - budget_yuan) <= rounding_yuan or abs(sum_yuan - fiscal_yuan) <= rounding_yuan
                then 'exact'
            when role in ('other_funds', 'several_years') then role
            when role = 'part' then 'may_be_a_part'
            when stated_in != 'goal' then 'other_occasion'
            when not is_same_horizon then 'several_years'
            when role = 'total' or sum_yuan > budget_yuan then 'contradicts'
            else 'may_be_a_part'
        end as finding
    from beside
),

found as (
    select
        *,
        if(finding = 'contradicts' and own_sum_count > 1, 'several_numbers', finding) as final_finding,
        row_number() over (
            partition by project_id
            order by finding != 'exact', finding != 'contradicts', stated_in, -sum_yuan, clause_text
        ) as finding_ordinal
    from judged
)

select
    project_id,
    document_id,
    'text_sum_to_budget' as check_name,
    sum_yuan as computed_low_yuan,
    sum_yuan as computed_high_yuan,
    budget_yuan,
    if(final_finding in ('exact', 'contradicts'), final_finding, 'not_checkable') as verdict,
    if(final_finding in ('exact', 'contradicts'), null, final_finding) as not_checkable_reason,
    '“' || clause_text || '”' || case final_finding when 'exact' then ' = ' when 'contradicts' then ' ≠ ' else '，' end
    || case
        when budget_yuan is null then '未列预算'
        when final_finding = 'exact' and abs(sum_yuan - budget_yuan) > rounding_yuan
            then '财政资金 ' || {{ plain_number('fiscal_yuan') }} || '元'
        else '预算 ' || {{ plain_number('budget_yuan') }} || '元'
    end as arithmetic_text,
    {{ flags_with('cast([] as varchar [])', {'text_sum_differs': "final_finding = 'contradicts'"}) }} as flags
from found
where finding_ordinal = 1
