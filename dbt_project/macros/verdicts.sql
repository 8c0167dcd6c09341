{#- What a sum with bounds says about a printed amount. The sum is what must be paid: an amount below it contradicts,
    an amount above it leaves a gap, an amount that one of its bounds hits is exact. What printing rounds away (`rounding`) is
    no difference. -#}
{% macro verdict(low, high, printed, rounding) -%}
    case
        when {{ printed }} is null or ({{ low }} is null and {{ high }} is null) then 'not_checkable'
        when abs({{ low }} - {{ printed }}) < 0.005 or abs({{ high }} - {{ printed }}) < 0.005 then 'exact'
        when {{ low }} - {{ printed }} > {{ rounding }} then 'contradicts'
        when {{ printed }} - {{ high }} > {{ rounding }} then 'gap'
        else 'within_bounds'
    end
{%- endmacro %}

{#- The arithmetic as one readable line: what was summed, what it came to, how it stands to the printed amount. -#}
{% macro verdict_text(terms, low, high, printed, verdict, printed_label, measure='元') -%}
    {{ terms }} || ' = ' || {{ plain_bounds(low, high) }} || '{{ measure }}' || case {{ verdict }}
        when 'exact' then case
            when {{ low }} = {{ high }} then ' = '
            when abs({{ low }} - {{ printed }}) < 0.005 then '，下限恰为'
            else '，上限恰为'
        end || '{{ printed_label }} ' || {{ plain_number(printed) }} || '{{ measure }}'
        when 'contradicts' then '，超出{{ printed_label }} ' || {{ plain_number(printed) }} || '{{ measure }}'
        when 'gap' then '，较{{ printed_label }} ' || {{ plain_number(printed) }} || '{{ measure }} 少 '
            || {{ plain_number(printed ~ ' - ' ~ high) }} || '{{ measure }}'
        else '，{{ printed_label }} ' || {{ plain_number(printed) }} || '{{ measure }} 在此范围内'
    end
{%- endmacro %}
