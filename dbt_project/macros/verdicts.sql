{#- What a sum with bounds says about a printed amount. The sum is what must be paid: an amount below it contradicts,
    an amount above it leaves a gap, an amount that one of its bounds hits is exact. What printing rounds away (`rounding`) is no
    difference; but more than 20000 is not 20000: an open end that is the amount itself leaves it outside. -#}
{% macro verdict(sum, printed, rounding) -%}
    case
        when {{ printed }} is null or ({{ sum.low }} is null and {{ sum.high }} is null) then 'not_checkable'
        when {{ is_hit('low', sum, printed) }} or {{ is_hit('high', sum, printed) }} then 'exact'
        when {{ sum.low }} - {{ printed }} > {{ rounding }} or {{ is_missed('low', sum, printed) }} then 'contradicts'
        when {{ printed }} - {{ sum.high }} > {{ rounding }} or {{ is_missed('high', sum, printed) }} then 'gap'
        else 'within_bounds'
    end
{%- endmacro %}

{#- Whether a closed end of an interval is the number, to the cent. -#}
{% macro is_hit(end, interval, number) -%}
    coalesce(abs({{ interval[end] }} - {{ number }}) < 0.005 and not {{ interval['is_' ~ end ~ '_open'] }}, false)
{%- endmacro %}

{#- Whether an open end of an interval is the number, to the cent: the number is just not reached. -#}
{% macro is_missed(end, interval, number) -%}
    coalesce(abs({{ interval[end] }} - {{ number }}) < 0.005 and {{ interval['is_' ~ end ~ '_open'] }}, false)
{%- endmacro %}

{#- The arithmetic as one readable line: what was summed, what it came to, how it stands to the printed amount. -#}
{% macro verdict_text(terms, sum, printed, verdict, printed_label, measure='元') -%}
    {{ terms }} || ' = ' || {{ bounds_text(sum) }} || '{{ measure }}' || case {{ verdict }}
        when 'exact' then case
            when {{ sum.low }} = {{ sum.high }} then ' = '
            when {{ is_hit('low', sum, printed) }} then '，下限恰为'
            else '，上限恰为'
        end || '{{ printed_label }} ' || {{ plain_number(printed) }} || '{{ measure }}'
        when 'contradicts' then '，超出{{ printed_label }} ' || {{ plain_number(printed) }} || '{{ measure }}' || case
            when {{ is_missed('low', sum, printed) }} then ''
            else
                ' 计 ' || {{ plain_number(sum.low ~ ' - ' ~ printed) }} || '{{ measure }}'
                || case when {{ sum.low }} = {{ sum.high }} then '' else '以上' end
        end
        when 'gap' then case
            when {{ is_missed('high', sum, printed) }}
                then '，不到{{ printed_label }} ' || {{ plain_number(printed) }} || '{{ measure }}'
            else
                '，较{{ printed_label }} ' || {{ plain_number(printed) }} || '{{ measure }} 少 '
                || {{ plain_number(printed ~ ' - ' ~ sum.high) }} || '{{ measure }}'
                || case when {{ sum.low }} = {{ sum.high }} then '' else '以上' end
        end
        else '，{{ printed_label }} ' || {{ plain_number(printed) }} || '{{ measure }} 在此范围内'
    end
{%- endmacro %}

{#- What the number of people in a text says about the one number all indicators give (columns of int_heads_agreed). -#}
{% macro count_verdict(told, heads) -%}
    case
        when {{ told }} in ({{ heads }}.indicator_heads, {{ heads }}.heads_of_all_counts) then 'exact'
        when {{ heads }}.is_exact then 'contradicts'
        when {{ told }} > {{ heads }}.heads_low or {{ told }} < {{ heads }}.heads_high then 'within_bounds'
        else 'contradicts'
    end
{%- endmacro %}

{#- Verdicts from the best to the worst. -#}
{% macro verdict_ordinal(verdict) -%}
    case {{ verdict }} when 'exact' then 1 when 'within_bounds' then 2 when 'gap' then 3 when 'contradicts' then 4 else 5 end
{%- endmacro %}
