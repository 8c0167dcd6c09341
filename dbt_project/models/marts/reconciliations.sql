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
    projects.quote
from reconciliations
inner join projects
    on reconciliations.project_id = projects.project_id
inner join documents
    on reconciliations.document_id = documents.document_id
left join cities
    on documents.city_id = cities.city_id
