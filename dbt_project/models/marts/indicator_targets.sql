with targets as (
    select * from {{ ref('fct_indicator_targets') }}
),

indicators as (
    select * from {{ ref('dim_indicators') }}
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

corrections as (
    select * from {{ ref('int_corrections_worded') }}
    where entity = 'indicator'
)

select
    targets.indicator_target_id,
    targets.city_id,
    cities.city_name,
    cities.province_name,
    documents.fiscal_year,
    targets.document_id,
    documents.title as document_title,
    targets.project_id,
    projects.project_ordinal,
    projects.project_name,
    targets.horizon,
    targets.row_ordinal,
    targets.level1,
    targets.level2,
    indicators.level1 as level1_canonical,
    indicators.level2 as level2_canonical,
    targets.indicator_id,
    targets.indicator_name,
    targets.description_text,
    targets.target_text,
    targets.comparator,
    targets.target_low,
    targets.target_high,
    targets.measure,
    targets.quantity_kind,
    targets.direction,
    targets.weight,
    targets.basis_text,
    targets.placement,
    targets.placement_proof,
    targets.flags,
    targets.source_path,
    targets.page,
    targets.line_start,
    targets.line_end,
    targets.quote,
    targets.confidence,
    corrections.correction_text
from targets
inner join indicators
    on targets.indicator_id = indicators.indicator_id
inner join projects
    on targets.project_id = projects.project_id
inner join documents
    on targets.document_id = documents.document_id
left join cities
    on targets.city_id = cities.city_id
left join corrections
    on targets.indicator_target_id = corrections.entity_id
