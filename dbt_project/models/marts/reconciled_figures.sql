with reconciliations as (
    select * from {{ ref('fct_reconciliations') }}
),

compared as (
    select * from {{ ref('int_project_budgets_compared') }}
),

budgets as (
    select * from {{ ref('stg_budgets') }}
    where budget_part in ('total', 'fiscal', 'other')
),

totals as (
    select * from {{ ref('stg_document_totals') }}
),

indicators as (
    select * from {{ ref('int_indicators_canonical') }}
),

headcounts as (
    select * from {{ ref('int_headcounts_detected') }}
),

standards as (
    select * from {{ ref('fct_aid_standards') }}
    where scope = 'project'
),

goals as (
    select * from {{ ref('fct_goals') }}
),

text_sums as (
    select * from {{ ref('int_text_sums_located') }}
),

payment_plans as (
    select * from {{ ref('stg_payment_plans') }}
),

documents as (
    select * from {{ ref('dim_documents') }}
),

-- how many heads a project names: one side of two checks
heads as (
    select
        headcounts.project_id,
        concat(indicators.indicator_name, ' ', indicators.target_text) as figure_text,
        indicators.page,
        indicators.line_start,
        indicators.line_end,
        indicators.quote
    from headcounts
    inner join indicators
        on headcounts.indicator_row_id = indicators.indicator_row_id
),

-- rates and heads, a total cost, parts, a mid-term budget, shares of a plan, a goal, the sum of a document
figures as (
    select
        standards.project_id,
        'rates_to_budget' as check_name,
        'computed' as side,
        standards.amount_text as figure_text,
        standards.page,
        standards.line_start,
        standards.line_end,
        standards.quote
    from standards
    union all
    select
        project_id,
        'rates_to_budget' as check_name,
        'computed' as side,
        figure_text,
        page,
        line_start,
        line_end,
        quote
    from heads
    union all
    select
        project_id,
        'total_cost_to_budget' as check_name,
        'computed' as side,
        concat(indicator_name, ' ', target_text) as figure_text,
        page,
        line_start,
        line_end,
        quote
    from indicators
    where role in ('total_cost', 'sum_of_money')
    union all
    select
        budgets.project_id,
        case
            when budgets.horizon = 'mid_term' and compared.horizon != 'mid_term' then 'mid_term_to_annual'
            else 'parts_to_total'
        end as check_name,
        'computed' as side,
        concat(budgets.label_text, ' ', budgets.amount_text, budgets.money_unit_text) as figure_text,
        budgets.page,
        budgets.line_start,
        budgets.line_end,
        budgets.quote
    from budgets
    inner join compared
        on budgets.project_id = compared.project_id
    where
        (budgets.horizon = compared.horizon and budgets.budget_part in ('fiscal', 'other'))
        or (budgets.horizon = 'mid_term' and compared.horizon != 'mid_term' and budgets.budget_part = 'total')
    union all
    select
        reconciliations.project_id,
        reconciliations.check_name,
        case when reconciliations.check_name = 'printed_total' then 'computed' else 'expected' end as side,
        concat(budgets.label_text, ' ', budgets.amount_text, budgets.money_unit_text) as figure_text,
        budgets.page,
        budgets.line_start,
        budgets.line_end,
        budgets.quote
    from reconciliations
    inner join compared
        on
            reconciliations.project_id = compared.project_id
            or (reconciliations.check_name = 'printed_total' and reconciliations.document_id = compared.document_id)
    inner join budgets
        on compared.project_id = budgets.project_id and compared.horizon = budgets.horizon
    where
        budgets.budget_part = 'total'
        and reconciliations.check_name in (
            'rates_to_budget', 'total_cost_to_budget', 'parts_to_total', 'mid_term_to_annual', 'printed_total',
            'text_sum_to_budget'
        )
    union all
    select
        project_id,
        'text_sum_to_budget' as check_name,
        'computed' as side,
        clause_text as figure_text,
        page,
        line_start,
        line_end,
        quote
    from text_sums
    union all
    select
        reconciliations.project_id,
        reconciliations.check_name,
        'expected' as side,
        concat(totals.label_text, ' ', totals.amount_text) as figure_text,
        totals.page,
        totals.line_start,
        totals.line_end,
        totals.quote
    from reconciliations
    inner join totals
        on reconciliations.document_id = totals.document_id
    where reconciliations.check_name = 'printed_total'
    union all
    select
        project_id,
        'goal_to_indicator' as check_name,
        'computed' as side,
        goal_text as figure_text,
        page,
        line_start,
        line_end,
        quote
    from goals
    union all
    select
        project_id,
        'goal_to_indicator' as check_name,
        'expected' as side,
        figure_text,
        page,
        line_start,
        line_end,
        quote
    from heads
    union all
    select
        project_id,
        'payment_plan_to_100' as check_name,
        'computed' as side,
        concat(due_month, '月底 ', cumulative_pct_text) as figure_text,
        page,
        line_start,
        line_end,
        quote
    from payment_plans
    where cumulative_pct_text is not null
)

select
    {{ stable_id([
        'reconciliations.reconciliation_id', 'figures.side', 'figures.figure_text', 'figures.line_start', 'figures.quote'
    ]) }} as reconciled_figure_id,
    reconciliations.reconciliation_id,
    figures.side,
    figures.figure_text,
    reconciliations.document_id,
    documents.source_path,
    figures.page,
    figures.line_start,
    figures.line_end,
    figures.quote
from figures
inner join reconciliations
    on figures.project_id = reconciliations.project_id and figures.check_name = reconciliations.check_name
inner join documents
    on reconciliations.document_id = documents.document_id
where reconciliations.verdict != 'not_checkable'
group by all
