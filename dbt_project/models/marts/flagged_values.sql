with flagged as (
    select * from {{ ref('int_flags_collected') }}
),

flags as (
    select * from {{ ref('flags') }}
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
    {{ stable_id(['flagged.entity', 'flagged.entity_id', 'flagged.flag']) }} as flagged_value_id,
    flagged.flag,
    flags.severity,
    flags.meaning_zh as meaning,
    flags.meaning_en,
    flagged.entity,
    flagged.entity_id,
    documents.city_id,
    cities.city_name,
    documents.fiscal_year,
    flagged.document_id,
    documents.title as document_title,
    flagged.project_id,
    projects.project_name,
    flagged.value_text,
    flagged.message,
    documents.source_path,
    flagged.page,
    flagged.line_start,
    flagged.line_end,
    flagged.quote
from flagged
inner join documents
    on flagged.document_id = documents.document_id
left join flags
    on flagged.flag = flags.flag
left join cities
    on documents.city_id = cities.city_id
left join projects
    on flagged.project_id = projects.project_id
