package org.hearthhub.adapter.coap.format;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A link to a resource of a device (RFC 6690).
 *
 * @param target the URI reference between the angle brackets
 * @param attributes by name; each in the order they stood, a flag with an empty text
 */
public record CoreLink(String target, Map<String, List<String>> attributes) {
  public CoreLink {
    attributes = Map.copyOf(attributes);
  }

  /** The first value of an attribute; an empty text for a flag. */
  public Optional<String> attribute(String name) {
    List<String> values = attributes.getOrDefault(name, List.of());
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  /** The words of a space-separated attribute, for example {@code rt} or {@code if}. */
  public List<String> words(String name) {
    return attribute(name).map(text -> List.of(text.strip().split(" +"))).orElse(List.of()).stream()
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** Whether the resource says that it can be observed (RFC 7641 section 6). */
  public boolean observable() {
    return attributes.containsKey("obs");
  }

  /** The content formats it says it has. */
  public List<Integer> contentFormats() {
    return words("ct").stream()
        .filter(word -> word.length() <= 5 && word.chars().allMatch(c -> c >= '0' && c <= '9'))
        .map(Integer::valueOf)
        .toList();
  }
}
