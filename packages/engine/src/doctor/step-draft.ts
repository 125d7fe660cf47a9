import type { DoctorFinding, DoctorStep, DoctorStepId } from '@mcp-lab/contracts';

const titles: Record<DoctorStepId, string> = {
  command: 'Command',
  path: 'PATH',
  permissions: 'Permissions',
  environment: 'Environment',
  start: 'Start',
  proxy: 'Proxy',
  address: 'Address',
  tls: 'TLS',
  transport: 'Transport',
  auth: 'Authorization',
  handshake: 'Handshake',
};

type Said = Omit<DoctorFinding, 'level'>;

/**
 * One step while it is looked at. What may be the cause but need not is `suspected`: a warning, and a failure once the
 * server turns out not to work for that reason.
 */
export class StepDraft {
  readonly id: DoctorStepId;
  seen = '';
  evidence: string[] = [];
  readonly #findings: DoctorFinding[] = [];
  readonly #suspects: { finding: DoctorFinding; explains: (words: string) => boolean }[] = [];
  #skipped = false;

  constructor(id: DoctorStepId) {
    this.id = id;
  }

  get failed(): boolean {
    return this.#findings.some(({ level }) => level === 'fail');
  }

  fail(said: Said): void {
    this.#findings.push({ level: 'fail', ...said });
  }

  warn(said: Said): void {
    this.#findings.push({ level: 'warn', ...said });
  }

  /** `explains`: whether the last words of a server that did not work fit this cause. Default: they always do. */
  suspect(said: Said, explains: (words: string) => boolean = () => true): void {
    const finding: DoctorFinding = { level: 'warn', ...said };
    this.#findings.push(finding);
    this.#suspects.push({ finding, explains });
  }

  /** The server did not work: what fits is the cause. */
  blame(words: string): void {
    for (const { finding, explains } of this.#suspects) if (explains(words)) finding.level = 'fail';
  }

  skip(why: string): void {
    this.#skipped = true;
    this.seen = why;
  }

  /** The finished step, every text passed through `clean`. */
  finish(clean: (text: string) => string): DoctorStep {
    const findings = this.#findings
      .toSorted((left, right) => Number(left.level === 'warn') - Number(right.level === 'warn'))
      .map(({ level, what, why, fix }) => ({ level, what: clean(what), why: clean(why), fix: clean(fix) }));
    const worst = findings[0]?.level ?? 'ok';
    return {
      id: this.id,
      title: titles[this.id],
      status: this.#skipped ? 'skipped' : worst,
      seen: clean(this.seen),
      findings,
      evidence: this.evidence.map(clean),
    };
  }
}
