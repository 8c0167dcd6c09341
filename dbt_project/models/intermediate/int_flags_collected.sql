with indicators as (
    select * from {{ ref('stg_indicators') }}
),

standards as (
    select * from {{ ref('fct_aid_standards') }}
),

rates as (
    select * from {{ ref('stg_rates') }}
),

budgets as (
    select * from {{ ref('stg_budgets') }}
),

projects as (
    select * from {{ ref('stg_projects') }}
),

reconciliations as (
    select * from {{ ref('fct_reconciliations') }}
),

issues as (
    select * from {{ ref('stg_issues') }}
),

rate_texts as (
    select
        'rate' as entity,
        rates.rate_id as entity_id,
        rates.document_id,
        rates.project_id,
        rates.flags,
        rates.amount_text as value_text,
        cast(null as varchar) as message,
        rates.page,
        rates.line_start,
        rates.line_end,
        rates.quote
    from rates
    left join standards
        on rates.rate_id = standards.aid_standard_id
    where standards.aid_standard_id is null
),

flagged as (
    select
        'indicator' as entity,
        indicator_row_id as entity_id,
        document_id,
        project_id,
        flags,
        indicator_name || ' ' || coalesce(target_text, '') as value_text,
        placement_proof as message,
        page,
        line_start,
        line_end,
        quote
    from indicators
    union all
    select * from rate_texts
    union all
    select
        'aid_standard' as entity,
        aid_standard_id as entity_id,
        document_id,
        project_id,
        flags,
        amount_text as value_text,
        derived_text as message,
        page,
        line_start,
        line_end,
        quote
    from standards
    union all
    select
        'budget' as entity,
        concat_ws(':', project_id, horizon, budget_part, label_text) as entity_id,
        document_id,
        project_id,
        flags,
        concat_ws(' ', label_text, amount_text) as value_text,
        cast(null as varchar) as message,
        page,
        line_start,
        line_end,
        quote
    from budgets
    union all
    select
        'project' as entity,
        project_id as entity_id,
        document_id,
        project_id,
        flags,
        project_name as value_text,
        cast(null as varchar) as message,
        page,
        line_start,
        line_end,
        quote
    from projects
    union all
    select
        'reconciliation' as entity,
        reconciliations.reconciliation_id as entity_id,
        reconciliations.document_id,
        reconciliations.project_id,
        reconciliations.flags,
        reconciliations.check_name as value_text,
        reconciliations.arithmetic_text as message,
        projects.page,
        projects.line_start,
        projects.line_end,
        projects.quote
    from reconciliations
    inner join projects
        on reconciliations.project_id = projects.project_id
    union all
    select
        'issue' as entity,
        concat_ws(':', document_id, issue_ordinal) as entity_id,
        document_id,
        project_id,
        [code] as flags,
        code as value_text,
        message,
        page,
        line_start,
        line_end,
        quote
    from issues
)

select
    entity,
    entity_id,
    document_id,
    project_id,
    unnest(list_distinct(flags)) as flag,
    value_text,
    message,
    page,
    line_start,
    line_end,
    quote
from flagged
where len(flags) > 0
