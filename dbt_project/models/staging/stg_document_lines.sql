with source as (
    select * from {{ source('raw', 'document_lines') }}
),

renamed as (
    select
        document_id,
        page,
        line,
        line_text
    from source
)

select * from renamed
