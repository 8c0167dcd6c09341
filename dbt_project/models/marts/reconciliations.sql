with reconciliations as (
    select * from {{ ref('fct_reconciliations') }}
),

projects as (
    select * from {{ ref('dim_projects') }}
),

documents as (
    select * from {{ ref('dim_documents') }}
),

cities as (
    select * from {{ ref('dim_cities') }}
),

checks as (
    select * from {{ ref('checks') }}
),

reasons as (
    select * from {{ ref('not_checkable_reasons') }}
)

select
    reconciliations.reconciliation_id,
    reconciliations.check_name,
    reconciliations.verdict,
    reconciliations.arithmetic_text,
    reconciliations.computed_low_yuan,
    reconciliations.computed_high_yuan,
    reconciliations.budget_yuan,
    reconciliations.computed_value,
    reconciliations.expected_value,
    reconciliations.flags,
    reconciliations.project_id,
    projects.project_ordinal,
    projects.project_name,
    reconciliations.document_id,
    documents.title as document_title,
    documents.publisher,
    documents.fiscal_year,
    documents.city_id,
    cities.city_name,
    cities.province_name,
    projects.source_path,
    projects.page,
    projects.line_start,
    projects.line_end,
    projects.quote,
    checks.ordinal as check_ordinal,
    checks.check_zh,
    checks.check_en,
    reconciliations.gap_low_yuan,
    reconciliations.gap_high_yuan,
    reconciliations.gap_value,
    reconciliations.not_checkable_reason,
    case
        when reconciliations.not_checkable_reason = 'nothing_stated' then checks.missing_zh
        else reasons.reason_zh
    end as not_checkable_zh,
    case
        when reconciliations.not_checkable_reason = 'nothing_stated' then checks.missing_en
        else reasons.reason_en
    end as not_checkable_en
from reconciliations
inner join checks
    on reconciliations.check_name = checks.check_name
left join reasons
    on reconciliations.not_checkable_reason = reasons.not_checkable_reason
inner join projects
    on reconciliations.project_id = projects.project_id
inner join documents
    on reconciliations.document_id = documents.document_id
left join cities
    on documents.city_id = cities.city_id
