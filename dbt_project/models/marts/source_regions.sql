with regions as (
    select * from {{ ref('stg_document_regions') }}
),

documents as (
    select * from {{ ref('dim_documents') }}
)

select
    regions.document_id,
    regions.line,
    regions.region_ordinal,
    regions.n_characters_before,
    regions.n_characters,
    regions.page,
    regions.left_pct,
    regions.top_pct,
    regions.right_pct,
    regions.bottom_pct,
    regions.sheet_name,
    regions.cell_range
from regions
inner join documents
    on regions.document_id = documents.document_id
