with checks as (
    select * from {{ ref('int_printed_totals_reconciled') }}
),

budgets as (
    select * from {{ ref('int_budgets_located') }}
    where figure_kind = 'budget'
),

totals as (
    select * from {{ ref('stg_document_totals') }}
)

select
    checks.project_id,
    'computed' as side,
    budgets.figure_text,
    budgets.page,
    budgets.line_start,
    budgets.line_end,
    budgets.quote
from checks
inner join budgets
    on checks.document_id = budgets.document_id
union all
select
    checks.project_id,
    'expected' as side,
    concat(totals.label_text, ' ', totals.amount_text) as figure_text,
    totals.page,
    totals.line_start,
    totals.line_end,
    totals.quote
from checks
inner join totals
    on checks.document_id = totals.document_id
