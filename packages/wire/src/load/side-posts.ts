import { answerServerRequest } from '../answer-server-request.ts';
import type { JsonObject } from '../json.ts';
import { cancellationOf } from './cancellation-of.ts';
import type { Exchange } from './exchange.ts';

/** Of each kind at a time; of more the server hears nothing. */
const maxUnderWay = 32;

/** What a legacy session posts beside its calls: a server may not make so much of it that it gets in their way. */
export class SidePosts {
  readonly #post: (message: JsonObject) => Promise<void>;
  #answers = 0;
  #cancellations = 0;

  /** `post` resolves when the message is done with, whatever came of it. */
  constructor(post: (message: JsonObject) => Promise<void>) {
    this.#post = post;
  }

  answer(request: JsonObject): void {
    if (this.#answers >= maxUnderWay) return;
    const response = answerServerRequest(request, undefined);
    if (response === null) return;
    this.#answers++;
    void this.#post(response).then(() => this.#answers--);
  }

  /** Of a call that timed out. */
  cancel(exchange: Exchange): void {
    if (this.#cancellations >= maxUnderWay) return;
    const message = cancellationOf(exchange);
    if (message === undefined) return;
    this.#cancellations++;
    void this.#post(message).then(() => this.#cancellations--);
  }
}
