/** @module Something that changes: what was shown of it before is read again. */
import { useMutation, useQueryClient } from "@tanstack/react-query";

export function useAction<Input, Answer>(
  work: (input: Input) => Promise<Answer>,
  { stale, onSuccess }: { stale: readonly (readonly unknown[])[]; onSuccess?: (answer: Answer, input: Input) => void },
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: work,
    async onSuccess(answer, input) {
      await Promise.all(stale.map((queryKey) => queries.invalidateQueries({ queryKey })));
      onSuccess?.(answer, input);
    },
  });
}
