declare module 'asl-validator' {
  /** Checks a state machine in the Amazon States Language, JSONata included. */
  export default function validate(definition: object): { isValid: boolean; errorsText(): string };
}
