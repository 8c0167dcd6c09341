{% set told, tabled = stated('amount', 'yuan', 'narrated'), stated('amount', 'yuan', 'in_table') %}

with rates as (
    select * from {{ ref('int_rates_judged') }}
    where scope = 'project' and project_id is not null and not is_symbolic and not is_lump_sum
),

heads as (
    select * from {{ ref('int_heads_agreed') }}
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
amount_pairs as (
    select
        narrated.aid_standard_id,
        narrated.project_id,
        narrated.document_id,
        narrated.amount_text as told_text,
        in_table.amount_text as table_text,
        case
            when {{ is_within(told, tabled) }} and {{ is_within(tabled, told) }} then 'exact'
            when {{ is_below(told, tabled) }} or {{ is_below(tabled, told) }} then 'contradicts'
            else 'within_bounds'
        end as verdict
    from narrated
    inner join in_table
        on
            narrated.project_id = in_table.project_id
            and narrated.aid_type_id = in_table.aid_type_id
            and narrated.per_kind = in_table.per_kind
            and coalesce(narrated.pay_period, '') = coalesce(in_table.pay_period, '')
            and coalesce(narrated.recipient_id = in_table.recipient_id, true)
),

-- of several tiers in the table the one that fits best is meant
amount_findings as (
    select
        project_id,
        document_id,
        arg_min(verdict, {{ verdict_ordinal('verdict') }}) as verdict,
        arg_min(told_text, {{ verdict_ordinal('verdict') }}) as told_text,
        arg_min(table_text, {{ verdict_ordinal('verdict') }}) as table_text
    from amount_pairs
    group by aid_standard_id, project_id, document_id
),

-- the sentence that states the rate may count the people: 按照2000元/人次，100人
counts as (
    select distinct
        project_id,
        document_id,
        list_distinct(
            regexp_extract_all({{ with_plain_numbers('context_text') }}, {{ people_pattern() }})
        ) as count_texts
    from narrated
),

count_findings as (
    select
        counts.project_id,
        counts.document_id,
        {{ count_verdict("cast(regexp_extract(counts.count_texts[1], '\\d+') as double)", 'heads') }} as verdict,
        counts.count_texts[1] as told_text,
        {{ bounds_text(interval('heads', table='heads')) }} || heads.measure as table_text
    from counts
    inner join heads
        on
            counts.project_id = heads.project_id
            and {{ is_matched('counts.count_texts[1]', "'户'") }} = heads.is_household
    where len(counts.count_texts) = 1 and {{ is_outright('counts.count_texts[1]') }}
),

findings as (
    select * from amount_findings
    union
    select * from count_findings
),

judged as (
    select
        project_id,
        document_id,
        arg_max(verdict, {{ verdict_ordinal('verdict') }}) as verdict,
        string_agg(
            '正文 ' || told_text || case verdict when 'exact' then ' = ' when 'contradicts' then ' ≠ ' else '，' end
            || '表内 ' || table_text,
            '；' order by told_text, table_text
        ) as arithmetic_text
    from findings
    group by project_id, document_id
)

select
    project_id,
    document_id,
    'narrative_to_table' as check_name,
    cast(null as double) as computed_value,
    cast(null as double) as expected_value,
    verdict,
    arithmetic_text,
    {{ flags_with('cast([] as varchar [])', {'narrative_contradicts_table': "verdict = 'contradicts'"}) }} as flags
from judged
