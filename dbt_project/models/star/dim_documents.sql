with documents as (
    select * from {{ ref('stg_documents') }}
)

select
    document_id,
    city_id,
    publisher,
    fiscal_year,
    fiscal_year_basis,
    title,
    media_type,
    source_path,
    sha256,
    retrieved_at,
    url,
    obtained_text,
    line_count
from documents
