with corrections as (
    select * from {{ ref('stg_corrections') }}
),

indicators as (
    select * from {{ ref('stg_indicators') }}
),

rates as (
    select * from {{ ref('stg_rates') }}
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
    {{ stable_id(['corrections.document_id', 'corrections.correction_ordinal']) }} as correction_id,
    corrections.document_id,
    documents.title as document_title,
    documents.city_id,
    cities.city_name,
    documents.fiscal_year,
    corrections.project_id,
    projects.project_name,
    corrections.entity,
    corrections.indicator_row_id as indicator_target_id,
    corrections.rate_id as aid_standard_id,
    indicators.indicator_name,
    rates.amount_text,
    corrections.field,
    corrections.original_text,
    corrections.value_text,
    corrections.why_text,
    corrections.said_by,
    corrections.said_on,
    documents.source_path,
    corrections.page,
    corrections.line_start,
    corrections.line_end,
    corrections.quote
from corrections
inner join documents
    on corrections.document_id = documents.document_id
left join cities
    on documents.city_id = cities.city_id
left join projects
    on corrections.project_id = projects.project_id
left join indicators
    on corrections.indicator_row_id = indicators.indicator_row_id
left join rates
    on corrections.rate_id = rates.rate_id
