{#- Columns of one table under names that say which of two they belong to: first_rates.per as first_per. -#}
{% macro prefixed(table, prefix, columns) -%}
    {%- for column in columns %}
    {{ table }}.{{ column }} as {{ prefix }}_{{ column }}{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
