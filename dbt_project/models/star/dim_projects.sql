with projects as (
    select * from {{ ref('stg_projects') }}
),

documents as (
    select * from {{ ref('stg_documents') }}
)

select
    projects.project_id,
    projects.document_id,
    documents.city_id,
    documents.fiscal_year,
    projects.project_ordinal,
    projects.project_name,
    projects.project_code,
    projects.organisation_name,
    projects.organisation_code,
    projects.project_category,
    projects.fund_nature,
    projects.policy_basis_text,
    projects.purpose_text,
    projects.flags,
    documents.source_path,
    projects.page,
    projects.line_start,
    projects.line_end,
    projects.quote
from projects
inner join documents
    on projects.document_id = documents.document_id
