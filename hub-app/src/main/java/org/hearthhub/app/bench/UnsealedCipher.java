package org.hearthhub.app.bench;

import java.security.AlgorithmParameters;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.crypto.CipherSpi;
import javax.crypto.ShortBufferException;
import org.jspecify.annotations.Nullable;

/**
 * Puts a cipher that only copies before that of the JDK, in this process: so that the very same
 * store can be measured as if it sealed nothing. Blobs keep their length, a tag of zeros included.
 */
public final class UnsealedCipher extends CipherSpi {
  private static final int TAG = 16;

  private boolean opening;

  /** From now on nothing that this process stores is sealed. */
  static void putBeforeAllOthers() {
    Security.insertProviderAt(new Copying(), 1);
  }

  /** Answers for AES-GCM, and for nothing else. */
  private static final class Copying extends Provider {
    private static final long serialVersionUID = 1;

    Copying() {
      super("HearthBench", "1", "AES/GCM that copies, for measurements");
      putService(
          new Service(
              this,
              "Cipher",
              "AES/GCM/NoPadding",
              UnsealedCipher.class.getName(),
              List.of(),
              Map.of()) {
            @Override
            public Object newInstance(@Nullable Object parameter) {
              return new UnsealedCipher();
            }
          });
    }
  }

  @Override
  protected void engineInit(
      int mode, Key key, AlgorithmParameterSpec parameters, SecureRandom random) {
    opening = mode == javax.crypto.Cipher.DECRYPT_MODE;
  }

  @Override
  protected void engineInit(int mode, Key key, SecureRandom random) throws InvalidKeyException {
    throw new InvalidKeyException("a nonce is needed");
  }

  @Override
  protected void engineInit(int mode, Key key, AlgorithmParameters parameters, SecureRandom random)
      throws InvalidKeyException {
    throw new InvalidKeyException("a nonce is needed");
  }

  @Override
  protected void engineUpdateAAD(byte[] source, int offset, int length) {
    // What a blob is bound to needs a tag; there is none.
  }

  @Override
  protected int engineDoFinal(byte[] in, int inFrom, int length, byte[] out, int outFrom)
      throws ShortBufferException {
    int written = engineGetOutputSize(length);
    if (out.length - outFrom < written) {
      throw new ShortBufferException();
    }
    System.arraycopy(in, inFrom, out, outFrom, Math.min(length, written));
    if (!opening) {
      Arrays.fill(out, outFrom + length, outFrom + written, (byte) 0);
    }
    return written;
  }

  @Override
  protected byte[] engineDoFinal(byte[] in, int inFrom, int length) {
    byte[] out = new byte[engineGetOutputSize(length)];
    System.arraycopy(in, inFrom, out, 0, Math.min(length, out.length));
    return out;
  }

  @Override
  protected byte[] engineUpdate(byte[] in, int inFrom, int length) {
    throw new UnsupportedOperationException("only whole blobs");
  }

  @Override
  protected int engineUpdate(byte[] in, int inFrom, int length, byte[] out, int outFrom) {
    throw new UnsupportedOperationException("only whole blobs");
  }

  @Override
  protected int engineGetOutputSize(int length) {
    return opening ? Math.max(0, length - TAG) : length + TAG;
  }

  @Override
  protected int engineGetBlockSize() {
    return 16;
  }

  @Override
  protected byte[] engineGetIV() {
    return new byte[0];
  }

  @Override
  protected @Nullable AlgorithmParameters engineGetParameters() {
    return null;
  }

  @Override
  protected void engineSetMode(String mode) {}

  @Override
  protected void engineSetPadding(String padding) {}
}
