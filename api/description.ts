import { createJsonSchemaTransform } from 'fastify-type-provider-zod';
import { z } from 'zod';

/** What the API says of itself, as OpenAPI 3.1. */
export const description = {
  openapi: '3.1.0',
  info: {
    title: 'Redress',
    description:
      'Consumer complaints at banks and insurers. Every request that changes something carries an Idempotency-Key; repeating it with the same key is safe. 消费投诉处理接口。',
    version: '0.1.0',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  tags: [{ name: 'complaints', description: 'Complaints and their cases. 投诉及案件。' }],
  components: {
    securitySchemes: {
      token: { type: 'http' as const, scheme: 'bearer', description: '`redress token` makes one.' },
    },
  },
};

/** Schemas as they are described. Zod leaves out the examples of schemas that transform, as sealed ones do. */
export const describe = createJsonSchemaTransform({
  zodToJsonConfig: {
    override: ({ zodSchema, jsonSchema }) => {
      const examples = z.globalRegistry.get(zodSchema)?.['examples'];
      if (Array.isArray(examples)) jsonSchema.examples = examples;
    },
  },
});
