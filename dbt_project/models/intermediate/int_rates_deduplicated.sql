with classified as (
    select * from {{ ref('int_rates_judged') }}
),

keyed as (
    select
        *,
        {{ horizon_ordinal('horizon') }} as horizon_ordinal,
        case stated_in when 'target' then 1 when 'basis' then 2 else 3 end as place_ordinal,
        {{ stable_id([
            'document_id', 'project_id', 'aid_type_id', 'recipient_id', 'payer', 'comparator', 'amount_low_yuan',
            'amount_high_yuan', 'lump_sum_low_yuan', 'lump_sum_high_yuan', 'symbolic_low', 'symbolic_high',
            'symbolic_unit_text', 'per', 'pay_period', 'scope'
        ]) }} as amount_key
    from classified
),

-- the same amount twice in one table is two standards; once in each of two tables it is one
occurrences as (
    select
        *,
        row_number() over (
            partition by amount_key, horizon, stated_in
            order by line_start, aid_standard_id
        ) as occurrence
    from keyed
),

statements as (
    select
        *,
        count(*) over (partition by amount_key, occurrence) as statement_count,
        row_number() over (
            partition by amount_key, occurrence
            order by place_ordinal, horizon_ordinal, line_start, aid_standard_id
        ) as statement_ordinal
    from occurrences
)

select
    * exclude (flags, amount_key, occurrence, statement_ordinal, horizon_ordinal, place_ordinal),
    {{ flags_with('flags', {'counted_once': 'statement_count > 1'}) }} as flags
from statements
where statement_ordinal = 1
