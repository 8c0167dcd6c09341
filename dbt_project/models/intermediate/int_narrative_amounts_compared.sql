{% set told, tabled = stated('amount', 'yuan', 'narrated'), stated('amount', 'yuan', 'in_table') %}

with rates as (
    select * from {{ ref('int_rates_judged') }}
    where scope = 'project' and project_id is not null and not is_symbolic and not is_lump_sum
),

narrated as (
    select * from rates
    where origin = 'narrative'
),

in_table as (
    select * from rates
    where origin = 'indicator'
),

-- an amount of the text beside the table's amounts of the same aid, for the same people, per the same and as often
pairs as (
    select
        narrated.aid_standard_id,
        narrated.project_id,
        narrated.document_id,
        narrated.amount_text as told_text,
        in_table.amount_text as table_text,
        case
            when {{ is_within(told, tabled) }} and {{ is_within(tabled, told) }} then 'exact'
            when not ({{ is_below(told, tabled) }} or {{ is_below(tabled, told) }}) then 'within_bounds'
            when narrated.recipient_id = in_table.recipient_id then 'contradicts'
            else 'not_checkable'
        end as verdict
    from narrated
    inner join in_table
        on
            narrated.project_id = in_table.project_id
            and narrated.aid_type_id = in_table.aid_type_id
            and narrated.per_kind = in_table.per_kind
            and coalesce(narrated.pay_period, '') = coalesce(in_table.pay_period, '')
            and coalesce(narrated.recipient_id = in_table.recipient_id, true)
)

-- of several tiers in the table the one that fits best is meant
select
    project_id,
    document_id,
    aid_standard_id,
    arg_min(verdict, {{ verdict_ordinal('verdict') }}) as verdict,
    arg_min(told_text, {{ verdict_ordinal('verdict') }}) as told_text,
    arg_min(table_text, {{ verdict_ordinal('verdict') }}) as table_text
from pairs
group by aid_standard_id, project_id, document_id
