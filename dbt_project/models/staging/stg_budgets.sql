with source as (
    select * from {{ source('raw', 'budgets') }}
),

renamed as (
    select
        project_id,
        document_id,
        horizon,
        nullif(trim(budget_part), '') as budget_part,
        nullif(trim(label_text), '') as label_text,
        nullif(trim(amount_text), '') as amount_text,
        nullif(trim(money_unit_text), '') as money_unit_text,
        cast(amount_yuan as double) as amount_yuan,
        coalesce(flags, cast([] as varchar[])) as flags,
        page,
        line_start,
        line_end,
        quote
    from source
)

select * from renamed
