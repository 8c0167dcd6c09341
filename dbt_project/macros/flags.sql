{#- A list of flags with further ones where their condition holds: flags_with('flags', {'symbolic': 'is_symbolic'}). -#}
{% macro flags_with(flags, conditions) -%}
    list_sort(list_distinct(list_concat(
        coalesce({{ flags }}, cast([] as varchar [])),
        {%- for flag, condition in conditions.items() %}
        case when {{ condition }} then ['{{ flag }}'] else cast([] as varchar []) end{{ ',' if not loop.last }}
        {%- endfor %}
    )))
{%- endmacro %}
