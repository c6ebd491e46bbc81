// Shows a JSON Schema as a table of fields, and makes a sample of it. Texts are put in as text, never as HTML.

/** An element with attributes and children; a text is a child too. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** What a schema is, with its reference followed. */
export function resolve(root, schema) {
  if (!schema?.$ref) return schema ?? {};
  const target = schema.$ref.slice(2).split('/').reduce((node, key) => node[key.replaceAll('~1', '/').replaceAll('~0', '~')], root);
  const { $ref, ...beside } = schema;
  return { ...resolve(root, target), ...beside };
}

const nameOf = (schema) => schema?.$ref?.split('/').at(-1);

/** A schema's type in words: "array of string (uuid)". */
export function typeOf(root, schema) {
  const whole = resolve(root, schema);
  if (whole.const !== undefined) return JSON.stringify(whole.const);
  if (whole.enum) return whole.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (whole.type === 'array') return `array of ${typeOf(root, whole.items)}`;
  if (whole.type === 'object' && whole.additionalProperties?.type) return `object of ${typeOf(root, whole.additionalProperties)} by key`;
  const type = Array.isArray(whole.type) ? whole.type.join(' or ') : whole.type ?? 'any';
  return nameOf(schema) && type === 'object' ? nameOf(schema) : whole.format ? `${type} (${whole.format})` : type;
}

const LIMITS = { minimum: 'from', maximum: 'up to', minLength: 'at least', maxLength: 'at most', minItems: 'at least', maxItems: 'at most' };
const UNITS = { minLength: 'character', maxLength: 'character', minItems: 'item', maxItems: 'item' };
const counted = (n, unit) => `${n.toLocaleString('en')}${unit ? ` ${unit}${n === 1 ? '' : 's'}` : ''}`;

const limits = (schema) => Object.keys(LIMITS).filter((key) => schema[key] !== undefined)
  .map((key) => `${LIMITS[key]} ${counted(schema[key], UNITS[key])}`).join(', ');

/** Every field with those of the objects in it, by path. */
function rows(root, schema, path = '', depth = 0) {
  const whole = resolve(root, schema);
  return Object.entries(whole.properties ?? {}).flatMap(([name, field]) => {
    const own = resolve(root, field);
    const inner = own.type === 'array' ? own.items : field;
    const suffix = own.type === 'array' ? '[]' : '';
    const row = { path: path + name, type: typeOf(root, field), required: whole.required?.includes(name) ?? false,
      text: [own.description, limits(own)].filter(Boolean).join(' · ') };
    return [row, ...(depth < 3 ? rows(root, inner, `${path}${name}${suffix}.`, depth + 1) : [])];
  });
}

/** A table of fields; a sentence where there are none. The roles are named since a narrow window lays a table out as blocks, which takes them away. */
export function fields(root, schema) {
  const all = rows(root, schema);
  if (all.length === 0) return element('p', { class: 'none' }, 'No fields.');
  const cell = (row) => element('tr', { role: 'row' },
    element('th', { scope: 'row', role: 'rowheader' }, element('code', {}, row.path), row.required ? element('span', { class: 'required' }, 'required') : null),
    element('td', { role: 'cell' }, element('code', { class: 'type' }, row.type)), element('td', { role: 'cell' }, row.text));
  const heads = ['Field', 'Type', 'Meaning'].map((text) => element('th', { scope: 'col', role: 'columnheader' }, text));
  return element('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Fields' },
    element('table', { role: 'table' }, element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, ...heads)),
      element('tbody', { role: 'rowgroup' }, ...all.map(cell))));
}

/** A value that the schema allows. */
export function sample(root, schema, depth = 0) {
  const whole = resolve(root, schema);
  if (whole.const !== undefined) return whole.const;
  if (whole.enum) return whole.enum[0];
  if (whole.type === 'array') return depth > 4 ? [] : [sample(root, whole.items, depth + 1)];
  if (whole.type === 'object') {
    return Object.fromEntries(Object.entries(whole.properties ?? {}).map(([name, field]) => [name, sample(root, field, depth + 1)]));
  }
  if (whole.type === 'integer' || whole.type === 'number') return Math.max(1, whole.minimum ?? 1);
  if (whole.type === 'boolean') return true;
  return { uuid: '0199a0c1-1000-7000-8000-000000000001', 'date-time': '2026-11-29T16:00:00.000Z' }[whole.format] ?? 'text';
}
