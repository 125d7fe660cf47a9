import fc from 'fast-check';

const name = fc.string({
  unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789'),
  minLength: 1,
  maxLength: 8,
});
/** Reserved by RFC 2606 and RFC 5737: a tool that connects to what it is given must reach nobody. */
const host = fc.oneof(
  fc.constantFrom('example.com', 'example.org'),
  name.map((text) => `h${text}.example`),
);
const day = fc.date({ min: new Date(0), max: new Date('2100-12-31T23:59:59Z'), noInvalidDate: true });
const path = fc.array(name, { maxLength: 3 }).map((parts) => `/${parts.join('/')}`);
const uri = fc.tuple(host, path).map(([at, place]) => `https://${at}${place}`);
const last = fc.integer({ min: 1, max: 254 });

const byFormat: Readonly<Record<string, fc.Arbitrary<string>>> = {
  date: day.map((at) => at.toISOString().slice(0, 10)),
  'date-time': day.map((at) => at.toISOString()),
  time: day.map((at) => `${at.toISOString().slice(11, 19)}Z`),
  duration: fc.integer({ min: 1, max: 48 }).map((hours) => `PT${hours}H`),
  email: fc.tuple(name, host).map(([user, at]) => `u${user}@${at}`),
  'idn-email': fc.tuple(name, host).map(([user, at]) => `u${user}@${at}`),
  hostname: host,
  'idn-hostname': host,
  ipv4: last.map((part) => `192.0.2.${part}`),
  ipv6: last.map((part) => `2001:db8::${part.toString(16)}`),
  uri,
  url: uri,
  iri: uri,
  'uri-reference': fc.oneof(uri, path),
  'iri-reference': fc.oneof(uri, path),
  'uri-template': path.map((place) => `${place}/{id}`),
  uuid: fc.uuid({ version: 4 }),
  'json-pointer': fc.array(name, { maxLength: 3 }).map((parts) => parts.map((part) => `/${part}`).join('')),
  'relative-json-pointer': fc.tuple(fc.nat(9), name).map(([up, part]) => `${up}/${part}`),
  regex: fc.constantFrom('^a+$', '[0-9]{2}', '.*'),
};

/** Strings that everybody takes for the format; undefined for one that is not known here. */
export function formatArbitrary(format: string): fc.Arbitrary<string> | undefined {
  return Object.hasOwn(byFormat, format) ? byFormat[format] : undefined;
}

/** Sites that nobody owns, for a string whose name says that it is an address. */
export const harmlessAddresses = uri;
