with document_lines as (
    select * from {{ ref('stg_document_lines') }}
),

documents as (
    select * from {{ ref('dim_documents') }}
)

select
    document_lines.document_id,
    documents.source_path,
    document_lines.page,
    document_lines.line,
    document_lines.line_text
from document_lines
inner join documents
    on document_lines.document_id = documents.document_id
