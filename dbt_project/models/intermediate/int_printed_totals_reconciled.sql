with totals as (
    select * from {{ ref('stg_document_totals') }}
),

projects as (
    select * from {{ ref('int_project_budgets_compared') }}
),

-- a check has a project: the document's first one carries what concerns them all
document_sums as (
    select
        document_id,
        arg_min(project_id, project_ordinal) as project_id,
        sum(budget_yuan) as computed_yuan,
        count(budget_yuan) = count(*) as has_all_budgets,
        string_agg({{ plain_number('budget_yuan') }}, ' + ' order by project_ordinal) as terms_text
    from projects
    group by document_id
),

judged as (
    select
        document_sums.*,
        totals.label_text,
        totals.amount_yuan,
        case
            when not document_sums.has_all_budgets or totals.amount_yuan is null then 'not_checkable'
            when abs(document_sums.computed_yuan - totals.amount_yuan) < 0.005 then 'exact'
            else 'contradicts'
        end as verdict
    from document_sums
    inner join totals
        on document_sums.document_id = totals.document_id and totals.total_ordinal = 1
)

select
    project_id,
    document_id,
    'printed_total' as check_name,
    computed_yuan as computed_low_yuan,
    computed_yuan as computed_high_yuan,
    amount_yuan as budget_yuan,
    verdict,
    case
        when verdict != 'not_checkable' then null
        when amount_yuan is null then 'total_unreadable'
        else 'not_every_budget'
    end as not_checkable_reason,
    case
        when verdict = 'not_checkable' and amount_yuan is null then '文件印有合计，但数字无法读出'
        when verdict = 'not_checkable' then '并非每个项目都有预算'
        else
            terms_text || ' = ' || {{ plain_number('computed_yuan') }} || '元'
            || case verdict when 'exact' then ' = ' else ' ≠ ' end
            || label_text || ' ' || {{ plain_number('amount_yuan') }} || '元'
    end as arithmetic_text,
    {{ flags_with('cast([] as varchar [])', {'printed_total_differs': "verdict = 'contradicts'"}) }} as flags
from judged
