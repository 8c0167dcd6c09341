with source as (
    select * from {{ source('raw', 'document_totals') }}
),

renamed as (
    select
        document_id,
        total_ordinal,
        nullif(trim(label_text), '') as label_text,
        nullif(trim(amount_text), '') as amount_text,
        cast(amount_yuan as double) as amount_yuan,
        page,
        line_start,
        line_end,
        quote
    from source
)

select * from renamed
