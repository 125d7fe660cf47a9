import { isJsonObject, type JsonObject, type JsonValue } from '@mcp-lab/wire';

/** Notifications of changes, which belong to a subscription or to nobody's request. */
export function isChangeNotification(method: JsonValue | undefined): boolean {
  return /^notifications\/(?:.+\/list_changed|resources\/updated|subscriptions\/.+)$/.test(String(method));
}

/** Whether a progress notification is one the request asked for. */
export function isProgressOf({ params }: JsonObject, notification: JsonObject): boolean {
  const meta = isJsonObject(params) ? params._meta : undefined;
  const wanted = isJsonObject(meta) ? meta.progressToken : undefined;
  const token = isJsonObject(notification.params) ? notification.params.progressToken : undefined;
  return wanted !== undefined && token === wanted;
}
