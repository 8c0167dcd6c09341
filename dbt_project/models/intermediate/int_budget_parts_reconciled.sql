with budgets as (
    select * from {{ ref('int_budgets_chosen') }}
),

projects as (
    select * from {{ ref('int_project_budgets_compared') }}
),

judged as (
    select
        budgets.*,
        budgets.fiscal_yuan + coalesce(budgets.other_yuan, 0) as parts_yuan,
        case
            when abs(budgets.fiscal_yuan + coalesce(budgets.other_yuan, 0) - budgets.budget_yuan) < 0.005 then 'exact'
            when budgets.other_yuan is null and budgets.fiscal_yuan < budgets.budget_yuan then 'gap'
            else 'contradicts'
        end as verdict
    from budgets
    inner join projects
        on budgets.project_id = projects.project_id and budgets.horizon = projects.horizon
    where budgets.is_total_printed and budgets.fiscal_yuan is not null
)

select
    project_id,
    document_id,
    'parts_to_total' as check_name,
    parts_yuan as computed_low_yuan,
    parts_yuan as computed_high_yuan,
    budget_yuan,
    verdict,
    '财政 ' || {{ plain_number('fiscal_yuan') }} || '元'
    || coalesce(' + 其他 ' || {{ plain_number('other_yuan') }} || '元', '')
    || case verdict when 'exact' then ' = ' else ' ≠ ' end
    || '总额 ' || {{ plain_number('budget_yuan') }} || '元' as arithmetic_text,
    {{ flags_with('cast([] as varchar [])', {'budget_parts_differ': "verdict != 'exact'"}) }} as flags
from judged
