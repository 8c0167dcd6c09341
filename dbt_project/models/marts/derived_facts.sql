with facts as (
    select * from {{ ref('int_facts_derived') }}
),

projects as (
    select * from {{ ref('dim_projects') }}
),

cities as (
    select * from {{ ref('dim_cities') }}
),

aid_types as (
    select * from {{ ref('dim_aid_types') }}
)

select
    {{ stable_id(['facts.fact', 'facts.project_id', 'facts.subject_id']) }} as derived_fact_id,
    facts.fact,
    facts.subject_id,
    projects.document_id,
    facts.project_id,
    projects.project_name,
    projects.city_id,
    cities.city_name,
    projects.fiscal_year,
    facts.aid_type_id,
    aid_types.aid_type,
    aid_types.aid_type_en,
    {{ as_columns(interval('value', table='facts'), 'value') }},
    facts.measure,
    'C' as evidence_grade,
    facts.derivation_text,
    facts.statement_zh,
    facts.statement_en,
    projects.source_path,
    projects.page,
    projects.line_start,
    projects.line_end,
    projects.quote
from facts
inner join projects
    on facts.project_id = projects.project_id
left join cities
    on projects.city_id = cities.city_id
left join aid_types
    on facts.aid_type_id = aid_types.aid_type_id
