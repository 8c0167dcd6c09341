with indicators as (
    select * from {{ ref('int_indicators_canonical') }}
),

documents as (
    select * from {{ ref('stg_documents') }}
)

select
    indicators.indicator_row_id as indicator_target_id,
    indicators.project_id,
    indicators.document_id,
    documents.city_id,
    indicators.indicator_id,
    indicators.horizon,
    indicators.level1,
    indicators.level2,
    indicators.indicator_name,
    indicators.description_text,
    indicators.target_text,
    indicators.comparator,
    indicators.target_low,
    indicators.target_high,
    indicators.measure,
    indicators.direction_text as direction,
    indicators.weight,
    indicators.basis_text,
    indicators.flags,
    documents.source_path,
    indicators.page,
    indicators.line_start,
    indicators.line_end,
    indicators.quote,
    indicators.row_ordinal,
    indicators.quantity_kind,
    indicators.confidence,
    indicators.printed_project_id,
    indicators.placement,
    indicators.placement_proof
from indicators
inner join documents
    on indicators.document_id = documents.document_id
