const Ajv = require('ajv');
const ajv = new Ajv({ allErrors: true });
const validate = ajv.compile({
  type: 'object',
  properties: {
    name: { type: 'string', minLength: 2, pattern: '^[a-z]+$' },
    age: { type: 'integer', minimum: 0 },
    tags: { type: 'array', items: { enum: ['a', 'b'] }, uniqueItems: true },
  },
  required: ['name'],
  additionalProperties: false,
});
for (const value of [{ name: 'ab', age: 3 }, { name: 'A', age: -1.5 },
  { tags: ['a', 'a', 'c'], more: 1 }]) {
  console.log(validate(value), JSON.stringify(validate.errors));
}
