with source as (
    select * from {{ source('raw', 'payment_plans') }}
),

renamed as (
    select
        project_id,
        document_id,
        due_month,
        nullif(trim(cumulative_pct_text), '') as cumulative_pct_text,
        cast(cumulative_pct as double) as cumulative_pct,
        page,
        line_start,
        line_end,
        quote
    from source
)

select * from renamed
