with projects as (
    select * from {{ ref('dim_projects') }}
),

documents as (
    select * from {{ ref('dim_documents') }}
),

cities as (
    select * from {{ ref('cities_overview') }}
),

budgets as (
    select * from {{ ref('int_project_budgets_compared') }}
),

headcounts as (
    select * from {{ ref('int_headcounts_grouped') }}
),

standards as (
    select * from {{ ref('fct_aid_standards') }}
),

aid_types as (
    select * from {{ ref('dim_aid_types') }}
    where is_per_head_aid
),

project_aid_types as (
    select
        project_id,
        aid_type_id
    from headcounts
    union
    select
        project_id,
        aid_type_id
    from standards
),

purposes as (
    select
        project_aid_types.project_id,
        list_sort(list(distinct aid_types.aid_family)) as aid_families,
        list_sort(list(distinct aid_types.aid_type_id)) as aid_type_ids
    from project_aid_types
    inner join aid_types
        on project_aid_types.aid_type_id = aid_types.aid_type_id
    where aid_types.aid_family != 'unclassified'
    group by project_aid_types.project_id
)

select
    projects.project_id,
    projects.project_ordinal,
    projects.project_name,
    projects.project_code,
    projects.organisation_name,
    projects.project_category,
    projects.fund_nature,
    projects.policy_basis_text,
    projects.purpose_text,
    projects.document_id,
    documents.title as document_title,
    documents.publisher,
    projects.city_id,
    cities.city_name,
    cities.city_name_en,
    cities.province_name,
    projects.fiscal_year,
    budgets.horizon as budget_horizon,
    budgets.budget_yuan,
    case
        when len(purposes.aid_families) = 1 then purposes.aid_families[1]
        when len(purposes.aid_families) > 1 then 'several'
        else 'none'
    end as purpose,
    coalesce(purposes.aid_families, cast([] as varchar[])) as aid_families,
    coalesce(purposes.aid_type_ids, cast([] as varchar[])) as aid_type_ids,
    projects.flags,
    documents.source_path,
    projects.page,
    projects.line_start,
    projects.line_end,
    projects.quote
from projects
inner join documents
    on projects.document_id = documents.document_id
inner join cities
    on projects.city_id = cities.city_id
left join budgets
    on projects.project_id = budgets.project_id
left join purposes
    on projects.project_id = purposes.project_id
