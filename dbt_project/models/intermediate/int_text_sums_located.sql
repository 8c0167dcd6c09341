with sums as (
    select * from {{ ref('int_text_sums_read') }}
),

projects as (
    select * from {{ ref('stg_projects') }}
),

document_lines as (
    select * from {{ ref('stg_document_lines') }}
)

select distinct
    sums.project_id,
    sums.clause_text,
    document_lines.page,
    document_lines.line as line_start,
    document_lines.line as line_end,
    sums.sum_text as quote
from sums
inner join projects
    on sums.project_id = projects.project_id
inner join document_lines
    on
        projects.document_id = document_lines.document_id
        and contains(document_lines.line_text, sums.sum_text)
        and contains({{ without_thousands('document_lines.line_text') }}, sums.clause_text)
