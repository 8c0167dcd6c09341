with source as (
    select * from {{ source('raw', 'corrections') }}
),

renamed as (
    select
        document_id,
        correction_ordinal,
        entity,
        project_id,
        indicator_row_id,
        rate_id,
        field,
        original_text,
        value_text,
        nullif(trim(why_text), '') as why_text,
        nullif(trim(said_by), '') as said_by,
        said_on,
        page,
        line_start,
        line_end,
        quote
    from source
)

select * from renamed
