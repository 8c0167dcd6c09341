{#- Arithmetic on what is only known by its bounds. An interval is four SQL expressions: low, high, and whether each of these ends
    is open (> and < rather than >= and <=). An end that is NULL is not stated. What is counted or paid is never negative: that is
    the only thing known where an end is missing. Every result holds whatever points of its inputs come to, and claims no more.

    interval(name, measure, table)     the interval in columns <name>_low[_measure], <name>_high[_measure], is_<name>_low_open, ..
    stated(name, measure, table)       the same where the comparator beside it tells which ends are open
    at_most(x), exactly(x)             what a ceiling says, and a number
    plus, minus, times, divided_by     of two intervals
    total_of, hull_of, common_of       of all rows of a group: their sum; the least interval that holds them all; what all of them hold
    union_of(a, is_overlap_possible)   of all counts of a group: how many there are in all, where some may be counted in several rows
    is_within, is_below                whether one interval lies in, or wholly below, another
    as_columns(interval, name, measure)    the four columns again
    bounds_text(interval)              as people write it: 11900, ≥7610, <106000, 500–1000 -#}

{% macro interval(name, measure=none, table=none) -%}
    {%- set before = table ~ '.' if table else '' -%}
    {%- set after = '_' ~ measure if measure else '' -%}
    {{- return({
        'low': before ~ name ~ '_low' ~ after,
        'high': before ~ name ~ '_high' ~ after,
        'is_low_open': 'coalesce(' ~ before ~ 'is_' ~ name ~ '_low_open, false)',
        'is_high_open': 'coalesce(' ~ before ~ 'is_' ~ name ~ '_high_open, false)',
    }) -}}
{%- endmacro %}

{% macro stated(name, measure=none, table=none) -%}
    {%- set comparator = (table ~ '.' if table else '') ~ 'comparator' -%}
    {{- return(dict(
        interval(name, measure, table),
        is_low_open="coalesce(" ~ comparator ~ " = '>', false)",
        is_high_open="coalesce(" ~ comparator ~ " = '<', false)",
    )) -}}
{%- endmacro %}

{% macro at_most(number) -%}
    {{- return({'low': 'cast(null as double)', 'high': number, 'is_low_open': 'false', 'is_high_open': 'false'}) -}}
{%- endmacro %}

{% macro exactly(number) -%}
    {%- set end = '(' ~ number ~ ')' -%}
    {{- return({'low': end, 'high': end, 'is_low_open': 'false', 'is_high_open': 'false'}) -}}
{%- endmacro %}

{#- Where one of two lower ends is not stated, the other alone holds for the sum. -#}
{% macro plus(a, b) -%}
    {{- return({
        'low': '(coalesce(' ~ a.low ~ ' + ' ~ b.low ~ ', ' ~ a.low ~ ', ' ~ b.low ~ '))',
        'high': '(' ~ a.high ~ ' + ' ~ b.high ~ ')',
        'is_low_open': '(' ~ a.is_low_open ~ ' and ' ~ a.low ~ ' is not null or ' ~ b.is_low_open ~ ' and ' ~ b.low ~ ' is not null)',
        'is_high_open': '(' ~ a.is_high_open ~ ' or ' ~ b.is_high_open ~ ')',
    }) -}}
{%- endmacro %}

{#- The one result that may be negative. -#}
{% macro minus(a, b) -%}
    {{- return({
        'low': '(' ~ a.low ~ ' - ' ~ b.high ~ ')',
        'high': '(' ~ a.high ~ ' - ' ~ b.low ~ ')',
        'is_low_open': '(' ~ a.is_low_open ~ ' or ' ~ b.is_high_open ~ ')',
        'is_high_open': '(' ~ a.is_high_open ~ ' or ' ~ b.is_low_open ~ ')',
    }) -}}
{%- endmacro %}

{#- Whether the product or quotient of two ends is out of reach: one of them is, and no nought that is in reach makes up for it. -#}
{% macro is_out_of_reach(x, is_x_open, y, is_y_open) -%}
    {{- return(
        '((' ~ is_x_open ~ ' or ' ~ is_y_open ~ ') and not coalesce(' ~ x ~ ' = 0 and not ' ~ is_x_open ~ ', false)'
        ~ (' and not coalesce(' ~ y ~ ' = 0 and not ' ~ is_y_open ~ ', false))' if y else ')')
    ) -}}
{%- endmacro %}

{% macro times(a, b) -%}
    {{- return({
        'low': '(' ~ a.low ~ ' * ' ~ b.low ~ ')',
        'high': '(' ~ a.high ~ ' * ' ~ b.high ~ ')',
        'is_low_open': is_out_of_reach(a.low, a.is_low_open, b.low, b.is_low_open),
        'is_high_open': is_out_of_reach(a.high, a.is_high_open, b.high, b.is_high_open),
    }) -}}
{%- endmacro %}

{#- A divisor that may be nought, or as near to it as one likes, leaves the quotient without an upper end. -#}
{% macro divided_by(a, b) -%}
    {{- return({
        'low': '(' ~ a.low ~ ' / nullif(' ~ b.high ~ ', 0))',
        'high': '(' ~ a.high ~ ' / nullif(' ~ b.low ~ ', 0))',
        'is_low_open': is_out_of_reach(a.low, a.is_low_open, none, b.is_high_open),
        'is_high_open': is_out_of_reach(a.high, a.is_high_open, none, b.is_low_open),
    }) -}}
{%- endmacro %}

{#- A sum over rows: what states no lower end adds nothing to the lower end; what states no upper end leaves the sum without one. -#}
{% macro total_of(a) -%}
    {{- return({
        'low': 'sum(' ~ a.low ~ ')',
        'high': 'case when count(' ~ a.high ~ ') = count(*) then sum(' ~ a.high ~ ') end',
        'is_low_open': 'bool_or(' ~ a.is_low_open ~ ' and ' ~ a.low ~ ' is not null)',
        'is_high_open': 'bool_or(' ~ a.is_high_open ~ ')',
    }) -}}
{%- endmacro %}

{#- Counts that may count the same people: there are at least as many as the largest row says, and at most as many as all add up to. -#}
{% macro union_of(a, is_overlap_possible) -%}
    {%- set total, common = total_of(a), common_of(a) -%}
    {{- return(dict(
        total,
        low='case when ' ~ is_overlap_possible ~ ' then ' ~ common.low ~ ' else ' ~ total.low ~ ' end',
        is_low_open='case when ' ~ is_overlap_possible ~ ' then ' ~ common.is_low_open ~ ' else ' ~ total.is_low_open ~ ' end',
    )) -}}
{%- endmacro %}

{#- Rows that are alternatives: an end is open only where no row reaches it. -#}
{% macro hull_of(a) -%}
    {{- return({
        'low': 'case when count(' ~ a.low ~ ') = count(*) then min(' ~ a.low ~ ') end',
        'high': 'case when count(' ~ a.high ~ ') = count(*) then max(' ~ a.high ~ ') end',
        'is_low_open': "struct_extract(min(struct_pack(x := " ~ a.low ~ ", is_open := " ~ a.is_low_open ~ ")), 'is_open')",
        'is_high_open':
            "not struct_extract(max(struct_pack(x := " ~ a.high ~ ", is_in := not " ~ a.is_high_open ~ ")), 'is_in')",
    }) -}}
{%- endmacro %}

{#- Rows that speak of one and the same number: each end is the tightest of all. -#}
{% macro common_of(a) -%}
    {{- return({
        'low': 'max(' ~ a.low ~ ')',
        'high': 'min(' ~ a.high ~ ')',
        'is_low_open': "struct_extract(max(struct_pack(x := coalesce(" ~ a.low ~ ", -1), is_open := " ~ a.is_low_open ~ ")), 'is_open')",
        'is_high_open':
            "not struct_extract(min(struct_pack(x := coalesce(" ~ a.high ~ ", 'infinity'), is_in := not " ~ a.is_high_open ~ ")), 'is_in')",
    }) -}}
{%- endmacro %}

{#- Whether every point of `a` is one of `b`; false where the ends do not tell. -#}
{% macro is_within(a, b) -%}
    {{- return(
        'coalesce((' ~ b.low ~ ' is null or ' ~ a.low ~ ' > ' ~ b.low ~ ' or ' ~ a.low ~ ' = ' ~ b.low
        ~ ' and (' ~ a.is_low_open ~ ' or not ' ~ b.is_low_open ~ '))'
        ~ ' and (' ~ b.high ~ ' is null or ' ~ a.high ~ ' < ' ~ b.high ~ ' or ' ~ a.high ~ ' = ' ~ b.high
        ~ ' and (' ~ a.is_high_open ~ ' or not ' ~ b.is_high_open ~ ')), false)'
    ) -}}
{%- endmacro %}

{#- Whether every point of `a` is less than every point of `b`. -#}
{% macro is_below(a, b) -%}
    {{- return(
        'coalesce(' ~ a.high ~ ' < ' ~ b.low ~ ' or ' ~ a.high ~ ' = ' ~ b.low
        ~ ' and (' ~ a.is_high_open ~ ' or ' ~ b.is_low_open ~ '), false)'
    ) -}}
{%- endmacro %}

{% macro as_columns(interval, name, measure=none) -%}
    {%- set after = '_' ~ measure if measure else '' -%}
    {{ interval.low }} as {{ name }}_low{{ after }},
    {{ interval.high }} as {{ name }}_high{{ after }},
    coalesce({{ interval.is_low_open }} and {{ interval.low }} is not null, false)
        as is_{{ name }}_low_open,
    coalesce({{ interval.is_high_open }} and {{ interval.high }} is not null, false)
        as is_{{ name }}_high_open
{%- endmacro %}

{#- NULL when there is neither end. -#}
{% macro bounds_text(interval) -%}
    case
        when {{ interval.low }} = {{ interval.high }} then {{ plain_number(interval.low) }}
        when {{ interval.high }} is null
            then case when {{ interval.is_low_open }} then '>' else '≥' end || {{ plain_number(interval.low) }}
        when {{ interval.low }} is null
            then case when {{ interval.is_high_open }} then '<' else '≤' end || {{ plain_number(interval.high) }}
        when {{ interval.is_low_open }} or {{ interval.is_high_open }}
            then
                case when {{ interval.is_low_open }} then '>' else '≥' end || {{ plain_number(interval.low) }} || '且'
                || case when {{ interval.is_high_open }} then '<' else '≤' end || {{ plain_number(interval.high) }}
        else {{ plain_number(interval.low) }} || '–' || {{ plain_number(interval.high) }}
    end
{%- endmacro %}
