with source as (
    select * from {{ source('raw', 'issues') }}
),

renamed as (
    select
        document_id,
        issue_ordinal,
        project_id,
        nullif(trim(code), '') as code,
        nullif(trim(message), '') as message,
        page,
        line_start,
        line_end,
        quote
    from source
)

select * from renamed
