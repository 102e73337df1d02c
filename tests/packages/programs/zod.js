const { z } = require('zod');
const schema = z.object({ name: z.string().min(2), age: z.coerce.number().int().optional(), tags: z.array(z.enum(['a', 'b'])).default([]), u: z.union([z.string(), z.number()]).nullable() }).strict();
console.log(schema.parse({ name: 'ab', age: '5', u: 1 }));
console.log(JSON.stringify(schema.safeParse({ name: 'a', tags: ['c'], u: {}, more: 1 }).error.issues, null, 1));
console.log(z.string().email().safeParse('nope').success, z.string().transform((s) => s.length).pipe(z.number()).parse('abc'), z.lazy(() => z.literal(1)).parse(1));
