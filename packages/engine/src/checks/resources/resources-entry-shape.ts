import { revisions } from '@mcp-lab/wire';
import type { Check } from '../../check/check.ts';
import { checkShape } from '../../revision/check-shape.ts';
import { contentShapes } from '../../revision/content-shapes.ts';
import { everyTransport } from '../jsonrpc/applies-to.ts';
import { findAnnotationFault } from '../tools/find-annotation-fault.ts';
import { judgeListed } from '../tools/listed-entries.ts';

export const resourcesEntryShapeCheck: Check = {
  id: 'resources-entry-shape',
  area: 'resources',
  title: 'Listed resources fit the schema',
  level: 'MUST',
  derived: 'json-rpc',
  revisions: revisions,
  transports: everyTransport,
  isolation: 'tour',
  spec: 'server/resources#resource',
  fix: 'Give each resource a "uri" and a "name", a "size" in whole bytes if any, and annotations of the schema.',
  run(context) {
    const shape = contentShapes(context.revision).resource;
    return judgeListed(context, 'resources', 'fit the schema', (resource) => {
      const [fault] = checkShape(shape, resource, 'resource');
      if (fault !== undefined) return `does not fit: ${fault}`;
      const { size, annotations } = resource;
      if (typeof size === 'number' && size < 0) return `has the size ${size}`;
      const wrong = annotations === undefined ? undefined : findAnnotationFault(annotations, context.revision);
      return wrong && `has annotations whose ${wrong}`;
    });
  },
};
