const fastify = require('fastify')();
fastify.get('/a/:id', { schema: { params: { type: 'object', properties: { id: { type: 'integer' } } } } },
  async (request) => ({ id: request.params.id }));
fastify.inject('/a/5').then(async (response) => {
  console.log(response.statusCode, response.body);
  console.log((await fastify.inject('/a/x')).body);
  await fastify.close();
});
