/** A phrase that speaks to a model as an order instead of saying what something does. */
export interface InstructionPattern {
  id: string;
  /** Bounded: no nesting, every repetition has an end. */
  pattern: RegExp;
  /** What the phrase does, after "it". */
  does: string;
  source: string;
  /** Where it is innocent. */
  falseAlarms: string;
  /** Too common to be told of a text as such; worth a look where it came into a text that was approved without it. */
  isWide?: true;
}

/** When the list below was last looked through. */
export const instructionsDate = '2026-11-30';

const poisoning = 'Invariant Labs, "MCP Security Notification: Tool Poisoning Attacks", 2025-04-01';
const shadowing = 'Invariant Labs, "WhatsApp MCP Exploited", 2025-04-07';
const owasp = 'OWASP Top 10 for LLM Applications 2025, LLM01 Prompt Injection';

/*
 * No phrase proves an attack, and no list of phrases finds every one: a match is tentative, and no match says little.
 */
export const instructionPatterns: readonly InstructionPattern[] = [
  {
    id: 'ignore-previous',
    pattern:
      /\b(?:ignore|disregard|forget|override)\b[^.\n]{0,30}\b(?:previous|prior|earlier|above|preceding|system|developer)\b[^.\n]{0,30}\b(?:instructions?|prompts?|guidelines?|messages?|directives?)\b/iu,
    does: 'tells the model to drop what it was told before',
    source: owasp,
    falseAlarms: 'descriptions of a guard against such phrases, which quote them',
  },
  {
    id: 'hide-from-user',
    pattern:
      /\b(?:do not|don't|never|must not|without)\b[^.\n]{0,20}\b(?:tell(?:ing)?|mention(?:ing)?|inform(?:ing)?|reveal(?:ing)?|notify(?:ing)?|alert(?:ing)?|let(?:ting)?)\b[^.\n]{0,40}\b(?:the )?users?\b/iu,
    does: 'tells the model to keep something from the user',
    source: poisoning,
    falseAlarms: 'advice on tone, such as not to tell users that they are wrong',
  },
  {
    id: 'read-credentials',
    pattern:
      /\b(?:read|open|cat|include|send|upload|pass|attach|load|provide|paste|access)\b[^\n]{0,80}(?:~\/\.(?:ssh|aws|kube|gnupg|netrc|npmrc|cursor)|\.ssh\/|\.aws\/credentials|\bid_(?:rsa|ed25519|ecdsa)\b|\/etc\/(?:passwd|shadow)\b|claude_desktop_config\.json)/iu,
    does: 'sends the model to files that hold credentials',
    source: poisoning,
    falseAlarms: 'tools whose purpose is to manage such files',
  },
  {
    id: 'send-away',
    pattern:
      /\b(?:send|post|forward|upload|transmit|exfiltrate|append|submit|leak)\b[^.\n]{0,60}\b(?:conversation|chat history|system prompt|previous messages|message history|api[ _-]?keys?|passwords?|secrets?|credentials|environment variables|private keys?)\b[^\n]{0,80}(?:https?:\/\/|\b(?:to|via|through) (?:this|the following|our|my) (?:server|url|address|endpoint|number|tool)\b)/iu,
    does: 'tells the model to send something private away',
    source: owasp,
    falseAlarms: 'the description of a sign-in that posts a password to a named address',
  },
  {
    id: 'shadow-tools',
    pattern:
      /\b(?:before|instead of|prior to|whenever|when|after)\b[^.\n]{0,20}\b(?:using|calling|invoking|running|use|call|invoke)\b[^.\n]{0,15}\b(?:any|all|every|each|no)\b[^.\n]{0,10}\b(?:other )?(?:tools?|functions?|mcp servers?)\b/iu,
    does: 'lays down what is to happen when other tools are used, which may be those of other servers',
    source: shadowing,
    falseAlarms: 'a server that wants one of its own tools called first',
  },
  {
    id: 'other-server',
    pattern:
      /\bwhen\b[^.\n]{0,40}\b(?:send_?(?:email|message|mail)|transfer|pay(?:ment)?)\b[^.\n]{0,60}\b(?:recipient|bcc|cc|address|account|number)\b[^.\n]{0,20}\b(?:must|should|to be|always)\b/iu,
    does: 'changes how another tool is to be called',
    source: shadowing,
    falseAlarms: 'the rules of a mail or payment tool for its own parameters',
  },
  {
    id: 'new-role',
    pattern:
      /\byou are (?:now|no longer)\b[^.\n]{0,40}\b(?:mode|admin(?:istrator)?|root|unrestricted|jailbroken|bound|restricted|limited)\b/iu,
    does: 'gives the model another role',
    source: owasp,
    falseAlarms: 'messages on a change of mode of the program itself',
  },
  {
    id: 'addressing-markup',
    pattern:
      /<(?:important|system|secret|hidden|admin|instructions_to_(?:the_)?(?:model|assistant|llm))\b[^<>]{0,60}>/iu,
    does: 'sets a part off with markup that the model heeds and a rendered text does not show',
    source: poisoning,
    falseAlarms: 'prompts structured by such markup; they are looked through for the other patterns only',
  },
  {
    id: 'markup-comment',
    pattern: /<!--[\s\S]{3,4000}?-->/u,
    does: 'holds a comment that is left out where the text is rendered',
    source: poisoning,
    falseAlarms: 'notes for the maintainers of a documentation text, and HTML that a tool hands on',
  },
  {
    id: 'pushed-out-of-view',
    pattern: /(?:[ \t\u00a0]{200}|(?:\r?\n[ \t]{0,8}){30})[^\s]/u,
    does: 'holds a stretch of blanks that pushes what follows out of view',
    source: 'CyberArk, "Poison everywhere: No output from your MCP server is safe", 2025-05-30',
    falseAlarms: 'tables and other text that is laid out by blanks',
  },
  {
    id: 'wide-ignore',
    isWide: true,
    pattern:
      /\b(?:ignore|disregard|forget|override)\b[^.\n]{0,40}\b(?:previous|prior|earlier|above|other|all|any)\b[^.\n]{0,40}\b(?:instructions?|prompts?|rules?|messages?|tools?)\b/iu,
    does: 'tells the model to ignore something',
    source: owasp,
    falseAlarms: 'descriptions of ignore rules of linters and build tools',
  },
  {
    id: 'wide-hide',
    isWide: true,
    pattern:
      /\b(?:do not|don't|never|without)\b[^.\n]{0,30}\b(?:tell|tell(?:ing)?|mention(?:ing)?|inform(?:ing)?|reveal(?:ing)?|show(?:ing)?|notify(?:ing)?|ask(?:ing)?)\b[^.\n]{0,20}\b(?:the )?user\b/iu,
    does: 'tells the model what not to show or ask',
    source: poisoning,
    falseAlarms: 'advice on what to show',
  },
  {
    id: 'wide-order',
    isWide: true,
    pattern:
      /\b(?:before|after|instead of)\b[^.\n]{0,30}\b(?:using|calling|use|call|invoking)\b[^.\n]{0,60}\b(?:you must|always|first|read|send|call)\b/iu,
    does: 'lays down an order of calls',
    source: shadowing,
    falseAlarms: 'two tools of one server that belong together',
  },
  {
    id: 'wide-files',
    isWide: true,
    pattern: /(?:~\/|\/etc\/|\.)(?:ssh\/|aws\/credentials|env\b|passwd\b|netrc\b|npmrc\b)|\bid_(?:rsa|ed25519)\b/iu,
    does: 'names a file that holds credentials',
    source: poisoning,
    falseAlarms: 'tools for such files',
  },
  {
    id: 'wide-role',
    isWide: true,
    pattern: /\byou (?:are now|must now|will now)\b|\bsystem prompt\b/iu,
    does: 'speaks of the role of the model',
    source: owasp,
    falseAlarms: 'tools that work with prompts',
  },
];
