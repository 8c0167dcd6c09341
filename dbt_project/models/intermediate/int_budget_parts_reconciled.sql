with budgets as (
    select * from {{ ref('int_budgets_chosen') }}
),

projects as (
    select * from {{ ref('int_project_budgets_compared') }}
),

-- 上级资金 stands beside 财政资金 on some forms and inside it on others: it is a part where the sum needs it
parts as (
    select
        budgets.*,
        coalesce(
            budgets.upper_level_yuan > 0
            and abs(budgets.fiscal_yuan + coalesce(budgets.other_yuan, 0) - budgets.budget_yuan) >= 0.005, false
        ) as is_upper_level_apart
    from budgets
    inner join projects
        on budgets.project_id = projects.project_id and budgets.horizon = projects.horizon
    where budgets.is_total_printed and budgets.fiscal_yuan is not null
),

sums as (
    select
        *,
        fiscal_yuan + coalesce(other_yuan, 0)
        + case when is_upper_level_apart then upper_level_yuan else 0 end as parts_yuan
    from parts
),

judged as (
    select
        *,
        case
            when abs(parts_yuan - budget_yuan) < 0.005 then 'exact'
            when other_yuan is null and parts_yuan < budget_yuan then 'gap'
            else 'contradicts'
        end as verdict
    from sums
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
    || case
        when is_upper_level_apart then ' + 上级 ' || {{ plain_number('upper_level_yuan') }} || '元'
        else ''
    end
    || coalesce(' + 其他 ' || {{ plain_number('other_yuan') }} || '元', '')
    || case verdict when 'exact' then ' = ' else ' ≠ ' end
    || '总额 ' || {{ plain_number('budget_yuan') }} || '元' as arithmetic_text,
    {{ flags_with('cast([] as varchar [])', {'budget_parts_differ': "verdict != 'exact'"}) }} as flags
from judged
