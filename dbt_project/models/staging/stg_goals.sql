with source as (
    select * from {{ source('raw', 'goals') }}
),

renamed as (
    select
        project_id,
        document_id,
        horizon,
        goal_ordinal,
        nullif(trim(goal_text), '') as goal_text,
        page,
        line_start,
        line_end,
        quote
    from source
)

select * from renamed
