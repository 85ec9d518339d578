package org.hearthhub.history;

import java.util.concurrent.CompletableFuture;
import org.hearthhub.problem.Problem;

/**
 * Says when readings are committed; only the writer of the journal can complete it. A minimal stage
 * would not tell whether anybody waits, and a thread for each commit that nobody waits for costs
 * more than the commit.
 */
final class Receipt extends CompletableFuture<Void> {
  void committed() {
    super.complete(null);
  }

  void dropped(Problem problem) {
    super.completeExceptionally(problem);
  }

  /** What is made of it is anybody's. */
  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }

  @Override
  public CompletableFuture<Void> toCompletableFuture() {
    return copy();
  }

  @Override
  public boolean complete(Void value) {
    throw notYours();
  }

  @Override
  public boolean completeExceptionally(Throwable failure) {
    throw notYours();
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    throw notYours();
  }

  @Override
  public void obtrudeValue(Void value) {
    throw notYours();
  }

  @Override
  public void obtrudeException(Throwable failure) {
    throw notYours();
  }

  private static UnsupportedOperationException notYours() {
    return new UnsupportedOperationException("a receipt is completed by the commit");
  }
}
